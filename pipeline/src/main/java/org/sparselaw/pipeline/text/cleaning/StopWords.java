package org.sparselaw.pipeline.text.cleaning;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: documents have at least two different words of eight that English cannot do without.
 *
 * @param least different ones of them
 * @param words that are looked for, in lower case; those of another language for another language
 */
@Variant(key = "rule", value = "stop-words")
public record StopWords(
        @Default("2") @Range("[1, inf)") int least,
        @Default("[the, be, to, of, and, that, have, with]") List<String> words)
        implements Rule {
    public StopWords {
        words = List.copyOf(words);
    }

    @Override
    public String clean(String text) {
        WordSpans spans = WordSpans.of(text);
        Set<String> found = new HashSet<>();
        for (int word = 0; word < spans.count() && found.size() < least; word++) {
            String lower =
                    text.substring(spans.begin()[word], spans.end()[word]).toLowerCase(Locale.ROOT);
            if (words.contains(lower)) {
                found.add(lower);
            }
        }
        return found.size() >= least ? text : "";
    }
}
