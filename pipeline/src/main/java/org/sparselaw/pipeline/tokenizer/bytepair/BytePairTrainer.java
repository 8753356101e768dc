package org.sparselaw.pipeline.tokenizer.bytepair;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparselaw.job.DataException;

/**
 * Trains a byte-level vocabulary (Sennrich et al. 2016, arXiv 1508.07909): the pair that is most frequent within words becomes one
 * piece, until there are as many as wanted. Of equally frequent pairs the one with the least ids is first, left before right, as in
 * the Hugging Face library's {@code BpeTrainer}; ids are laid out as there: special tokens, the bytes in the order of their characters,
 * then what is merged.
 *
 * <p>Deviations: pairs that occur once are not merged (as in {@code subword-nmt}); words are cut after {@value #MAX_BYTES} bytes, which
 * bounds the time that one takes. The result is a function of the counts and the size alone.
 */
public final class BytePairTrainer {
    static final int MAX_BYTES = 256;

    private static final int LEAST_COUNT = 2;

    /** T5's ids for padding and the end, GPT-2's name for the latter. */
    private static final List<String> SPECIAL = List.of("<pad>", "<|endoftext|>");

    private BytePairTrainer() {}

    /**
     * @param wordCounts how often each word occurs; words as {@link Pretokens} gives them
     * @param pieces size of the vocabulary
     * @return a {@code tokenizer.json}
     * @throws DataException when the corpus does not have enough frequent pairs for the size
     */
    public static byte[] train(Map<String, Long> wordCounts, int pieces) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        SPECIAL.forEach(token -> ids.put(token, ids.size()));
        ByteAlphabet.characters().forEach(character -> ids.put(character, ids.size()));
        List<String> texts = new ArrayList<>(ids.keySet());
        PairCounts pairs = new PairCounts();
        new TreeMap<>(wordCounts).forEach((word, count) -> add(word, count, ids, pairs));
        List<BytePairModel.Merge> merges = new ArrayList<>();
        while (texts.size() < pieces) {
            Optional<PairCounts.Pair> best = pairs.mostFrequent(LEAST_COUNT);
            if (best.isEmpty()) {
                throw new DataException(
                        "a vocabulary of " + pieces + " pieces is too large for the corpus, which yields "
                                + texts.size() + "; set pieces to that or less");
            }
            PairCounts.Pair pair = best.get();
            String product = texts.get(pair.left()) + texts.get(pair.right());
            int id = ids.computeIfAbsent(product, text -> {
                texts.add(text);
                return ids.size();
            });
            pairs.merge(pair, id);
            merges.add(new BytePairModel.Merge(pair.left(), pair.right(), id));
        }
        List<AddedToken> added = SPECIAL.stream()
                .map(token -> new AddedToken(token, ids.get(token), true, false))
                .toList();
        return TokenizerJsonWriter.write(new BytePairModel(texts, merges, added, false));
    }

    private static void add(String word, long count, Map<String, Integer> ids, PairCounts pairs) {
        byte[] utf8 = word.getBytes(UTF_8);
        for (int from = 0; from < utf8.length; from += MAX_BYTES) {
            int to = Math.min(from + MAX_BYTES, utf8.length);
            pairs.add(
                    ByteAlphabet.spelled(utf8, from, to)
                            .chars()
                            .map(c -> ids.get(String.valueOf((char) c)))
                            .toArray(),
                    count);
        }
    }
}
