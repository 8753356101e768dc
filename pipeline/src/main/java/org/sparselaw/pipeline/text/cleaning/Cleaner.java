package org.sparselaw.pipeline.text.cleaning;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies rules to documents, in their order. */
public record Cleaner(List<Rule> rules) implements Serializable {
    public Cleaner {
        rules = List.copyOf(rules);
    }

    /**
     * A document as the rules leave it.
     *
     * @param text empty when it is dropped
     * @param changedBy the codes of rules that took something away and left something
     * @param droppedBy the code of the rule that left nothing, if one did
     */
    public record Cleaned(String text, List<String> changedBy, Optional<String> droppedBy) {}

    public Cleaned clean(String text) {
        List<String> changedBy = List.of();
        String left = text;
        for (Rule rule : rules) {
            String cleaned = rule.clean(left);
            if (cleaned.isBlank()) {
                return new Cleaned("", changedBy, Optional.of(rule.code()));
            }
            if (cleaned.length() < left.length()) {
                changedBy = new ArrayList<>(changedBy);
                changedBy.add(rule.code());
            }
            left = cleaned;
        }
        return new Cleaned(left, changedBy, Optional.empty());
    }
}
