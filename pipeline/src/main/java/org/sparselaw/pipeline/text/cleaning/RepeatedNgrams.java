package org.sparselaw.pipeline.text.cleaning;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: words in runs of 5, 6, ... 10 words that occurred before have at most .15, .14, ... .10 of the characters of all words.
 * A word in several such runs counts once.
 *
 * @param shares of runs of 5 words, of 6, and so on
 */
@Variant(key = "rule", value = "repeated-ngrams")
public record RepeatedNgrams(
        @Default("[0.15, 0.14, 0.13, 0.12, 0.11, 0.1]") @Range("[0, 1]")
        List<Double> shares) implements Rule {
    private static final int SHORTEST = 5;

    public RepeatedNgrams {
        shares = List.copyOf(shares);
    }

    @Override
    public String clean(String text) {
        return WordSpans.of(text).within(shares, SHORTEST, RepeatedNgrams::repeated) ? text : "";
    }

    private static long repeated(WordSpans words, int n) {
        Set<Long> seen = new HashSet<>();
        long characters = 0;
        int counted = 0; // words before this one
        for (int word = 0; word + n <= words.count(); word++) {
            if (!seen.add(words.ngram(word, n))) {
                for (counted = Math.max(counted, word); counted < word + n; counted++) {
                    characters += words.length(counted);
                }
            }
        }
        return characters;
    }
}
