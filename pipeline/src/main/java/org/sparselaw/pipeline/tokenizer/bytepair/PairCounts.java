package org.sparselaw.pipeline.tokenizer.bytepair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * How often each pair of pieces occurs in the words of a corpus while pairs are merged. A merge touches only the words that have the
 * pair. The heap holds an entry for every count that a pair has had; those that are no longer true are dropped when they come up.
 */
final class PairCounts {
    private record Entry(long count, Pair pair) {}

    private static final Comparator<Entry> MOST_FREQUENT_FIRST = Comparator.comparingLong(Entry::count)
            .reversed()
            .thenComparingInt(entry -> entry.pair.left)
            .thenComparingInt(entry -> entry.pair.right);

    private final List<int[]> words = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Entry> heap = new PriorityQueue<>(MOST_FREQUENT_FIRST);

    /** Pairs whose counts have changed since they were last put on the heap. */
    private final Set<Pair> changed = new LinkedHashSet<>();

    /** Two pieces that follow each other. */
    static final class Pair {
        private final int left;
        private final int right;
        private long count;

        /** Of its newest entry on the heap. */
        private long queued;

        /** The words that have had it since it was last merged, some perhaps twice. */
        private int[] words = new int[2];

        private int size;

        private Pair(int left, int right) {
            this.left = left;
            this.right = right;
        }

        int left() {
            return left;
        }

        int right() {
            return right;
        }

        private void in(int word) {
            if (size == words.length) {
                words = Arrays.copyOf(words, 2 * size);
            }
            words[size++] = word;
        }
    }

    /** Adds a word that occurs so many times. */
    void add(int[] word, long count) {
        words.add(word);
        counts.add(count);
        for (int i = 0; i + 1 < word.length; i++) {
            pair(word, i).in(words.size() - 1);
        }
        count(word, count);
    }

    /** The most frequent pair, of equals the one with the least ids; empty when none occurs so many times. */
    Optional<Pair> mostFrequent(long least) {
        for (Pair pair : changed) {
            if (pair.count > 0 && pair.count != pair.queued) {
                heap.add(new Entry(pair.count, pair));
                pair.queued = pair.count;
            }
        }
        changed.clear();
        while (!heap.isEmpty() && heap.peek().count != heap.peek().pair.count) {
            heap.remove();
        }
        return Optional.ofNullable(heap.peek())
                .filter(top -> top.count >= least)
                .map(Entry::pair);
    }

    /** Puts a piece in the place of every occurrence of a pair, from the left in each word. */
    void merge(Pair pair, int product) {
        int[] places = Arrays.copyOf(pair.words, pair.size);
        for (int place : places) {
            int[] before = words.get(place);
            int[] after = merged(before, pair, product);
            if (after.length < before.length) {
                long count = counts.get(place);
                count(before, -count);
                count(after, count);
                for (int i = 0; i + 1 < after.length; i++) {
                    if (after[i] == product || after[i + 1] == product) {
                        pair(after, i).in(place);
                    }
                }
                words.set(place, after);
            }
        }
        pair.words = new int[2];
        pair.size = 0;
    }

    private static int[] merged(int[] word, Pair pair, int product) {
        int[] merged = new int[word.length];
        int n = 0;
        for (int i = 0; i < word.length; i++) {
            boolean found = i + 1 < word.length && word[i] == pair.left && word[i + 1] == pair.right;
            merged[n++] = found ? product : word[i];
            i += found ? 1 : 0;
        }
        return Arrays.copyOf(merged, n);
    }

    private void count(int[] word, long count) {
        for (int i = 0; i + 1 < word.length; i++) {
            Pair pair = pair(word, i);
            pair.count += count;
            changed.add(pair);
        }
    }

    private Pair pair(int[] word, int at) {
        int left = word[at];
        int right = word[at + 1];
        return pairs.computeIfAbsent((long) left << 32 | right, key -> new Pair(left, right));
    }
}
