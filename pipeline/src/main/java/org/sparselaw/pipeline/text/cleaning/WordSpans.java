package org.sparselaw.pipeline.text.cleaning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The words of a text: what white space separates.
 *
 * @param begin of each word
 * @param end of each word
 * @param hash 64 bits of each word; that two different words share one is as good as impossible
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WordSpans(int count, int[] begin, int[] end, long[] hash) {
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    static WordSpans of(String text) {
        int[] begin = new int[16];
        int[] end = new int[16];
        long[] hash = new long[16];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                continue;
            }
            if (count == begin.length) {
                begin = Arrays.copyOf(begin, 2 * count);
                end = Arrays.copyOf(end, 2 * count);
                hash = Arrays.copyOf(hash, 2 * count);
            }
            begin[count] = i;
            long h = 0;
            for (; i < text.length() && !Character.isWhitespace(text.charAt(i)); i++) {
                h = (h + text.charAt(i) + 1) * MULTIPLIER;
                h ^= h >>> 29;
            }
            end[count] = i;
            hash[count++] = h;
        }
        return new WordSpans(count, begin, end, hash);
    }

    int length(int word) {
        return end[word] - begin[word];
    }

    /** Characters of all words. */
    int characters() {
        int sum = 0;
        for (int word = 0; word < count; word++) {
            sum += length(word);
        }
        return sum;
    }

    /** Characters of some of the words, by the runs of n that they are in. */
    @FunctionalInterface
    interface InRuns {
        long characters(WordSpans words, int n);
    }

    /** Whether those have no more than a share of all characters: the first share for runs of {@code shortest} words, and so on. */
    boolean within(List<Double> shares, int shortest, InRuns some) {
        int all = characters();
        return IntStream.range(0, shares.size())
                .allMatch(i -> some.characters(this, shortest + i) <= shares.get(i) * all);
    }

    /** Of the n words from one on. */
    long ngram(int word, int n) {
        long h = n;
        for (int i = word; i < word + n; i++) {
            h = (h ^ hash[i]) * MULTIPLIER;
            h ^= h >>> 32;
        }
        return h;
    }
}
