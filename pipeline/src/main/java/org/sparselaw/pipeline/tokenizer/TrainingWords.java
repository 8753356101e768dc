package org.sparselaw.pipeline.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What training sees of a corpus: runs of covered characters within words, with their counts, the most frequent first.
 *
 * <p>SentencePiece keeps an uncovered character as an unknown piece of constant cost within its word; cutting there gives
 * the same expectations. One deviation: runs are cut after {@value #MAX_CHARACTERS} characters, which bounds the range of
 * the probabilities in {@link WordLattice}.
 *
 * @param characters the covered characters with their counts, the most frequent first
 */
record TrainingWords(List<String> words, List<Long> counts, Map<Integer, Long> characters) {
    static final int MAX_CHARACTERS = 64;

    static TrainingWords of(Map<String, Long> wordCounts, double characterCoverage) {
        Map<Integer, Long> covered = covered(wordCounts, characterCoverage);
        Map<String, Long> runs = new HashMap<>();
        wordCounts.forEach((word, count) -> {
            StringBuilder run = new StringBuilder();
            int length = 0;
            for (int point : word.codePoints().toArray()) {
                boolean known = covered.containsKey(point);
                if (!known || length == MAX_CHARACTERS) {
                    runs.merge(run.toString(), count, Long::sum);
                    run.setLength(0);
                    length = 0;
                }
                if (known) {
                    run.appendCodePoint(point);
                    length++;
                }
            }
            runs.merge(run.toString(), count, Long::sum);
        });
        runs.remove("");
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(runs.entrySet());
        sorted.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        return new TrainingWords(
                sorted.stream().map(Map.Entry::getKey).toList(),
                sorted.stream().map(Map.Entry::getValue).toList(),
                covered);
    }

    /** The most frequent characters, until they make up the share of all; ties by code point. */
    private static Map<Integer, Long> covered(Map<String, Long> wordCounts, double share) {
        Map<Integer, Long> counts = new TreeMap<>();
        wordCounts.forEach((word, count) ->
                word.codePoints().filter(point -> point != 0).forEach(point -> counts.merge(point, count, Long::sum)));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        List<Map.Entry<Integer, Long>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        Map<Integer, Long> covered = new LinkedHashMap<>();
        long accumulated = 0;
        for (Map.Entry<Integer, Long> character : sorted) {
            if (accumulated >= share * all) {
                break;
            }
            covered.put(character.getKey(), character.getValue());
            accumulated += character.getValue();
        }
        return covered;
    }
}
