package org.sparselaw.pipeline.text.cleaning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: the most frequent run of 2, 3 and 4 words has at most .2, .18 and .16 of the characters of all words. Of equally frequent
 * ones the longest counts, overlapping occurrences each.
 *
 * <p>Deviation: a run that occurs once is not repeated, whatever its share; in a text of a few words it would be too much.
 *
 * @param shares of runs of 2 words, of 3, and so on
 */
@Variant(key = "rule", value = "frequent-ngrams")
public record FrequentNgrams(
        @Default("[0.2, 0.18, 0.16]") @Range("[0, 1]") List<Double> shares) implements Rule {
    private static final int SHORTEST = 2;

    /** How often a run was seen, and its characters. */
    private record Seen(int times, int characters) {}

    public FrequentNgrams {
        shares = List.copyOf(shares);
    }

    @Override
    public String clean(String text) {
        return WordSpans.of(text).within(shares, SHORTEST, FrequentNgrams::mostFrequent) ? text : "";
    }

    /** Characters of all occurrences of the most frequent run; 0 when none occurs twice. */
    private static long mostFrequent(WordSpans words, int n) {
        Map<Long, Seen> seen = new HashMap<>();
        Seen most = new Seen(1, 0);
        for (int word = 0; word + n <= words.count(); word++) {
            int characters = 0;
            for (int i = word; i < word + n; i++) {
                characters += words.length(i);
            }
            Seen now = seen.merge(
                    words.ngram(word, n),
                    new Seen(1, characters),
                    (before, one) -> new Seen(before.times() + 1, before.characters()));
            if (now.times() > most.times() || (now.times() == most.times() && now.characters() > most.characters())) {
                most = now;
            }
        }
        return most.times() == 1 ? 0 : (long) most.times() * most.characters();
    }
}
