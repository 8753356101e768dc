package org.sparselaw.pipeline.tokenizer;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The candidates that training starts from ({@code Trainer::MakeSeedSentencePieces}): substrings of words that occur at
 * least twice, of at most so many characters, within one script, with U+2581 only in front. The best are those that cover
 * the most characters: frequency x length.
 *
 * <p>As in SentencePiece a substring that is always followed by the same character is left out in favour of the longer
 * one. There, that character may be the next word's space, so that a word never followed by punctuation is no candidate;
 * here the end of a word counts as a continuation of its own kind, so that it is.
 */
final class SeedPieces {
    /** @param weight frequency x length in characters */
    record Seed(String text, long weight) {}

    private static final int SPACE_SYMBOL = 0x2581;
    private static final int KATAKANA_LONG_VOWEL = 0x30fc;
    private static final int END = 0;

    private final int maxLength;

    /** All words, each ended by {@link #END}; and the index of the word at each place. */
    private final int[] symbols;

    private final int[] wordAt;
    private final List<Long> counts;
    private final List<Seed> found = new ArrayList<>();

    /** Suffixes in the low half; the high half is what the current step sorts by. */
    private long[] suffixes;

    private SeedPieces(TrainingWords words, int maxLength) {
        this.maxLength = maxLength;
        this.counts = words.counts();
        symbols = words.words().stream()
                .flatMapToInt(word -> (word + '\0').codePoints())
                .toArray();
        wordAt = new int[symbols.length];
        suffixes = new long[symbols.length];
        int n = 0;
        int word = 0;
        for (int i = 0; i < symbols.length; i++) {
            wordAt[i] = word;
            if (symbols[i] == END) {
                word++;
            } else {
                suffixes[n++] = i;
            }
        }
        suffixes = Arrays.copyOf(suffixes, n);
    }

    /** The best candidates of two characters or more, the best first, ties in the order of strings. */
    static List<Seed> find(TrainingWords words, int maxLength, int most) {
        SeedPieces seeds = new SeedPieces(words, maxLength);
        seeds.extend(0, seeds.suffixes.length, 0, null);
        seeds.found.sort(Comparator.comparingLong(Seed::weight).reversed().thenComparing(Seed::text));
        return List.copyOf(seeds.found.subList(0, Math.min(most, seeds.found.size())));
    }

    /**
     * Visits a substring of {@code length} characters, and all that continue it.
     *
     * @param from suffixes {@code [from, to)} are those that begin with it
     * @param script of its characters; null while any may follow
     */
    private void extend(int from, int to, int length, UnicodeScript script) {
        long frequency = 0;
        for (int i = from; i < to; i++) {
            int suffix = (int) suffixes[i];
            frequency += counts.get(wordAt[suffix]);
            suffixes[i] = (long) symbols[suffix + length] << 32 | suffix;
        }
        if (frequency < 2) {
            return;
        }
        Arrays.sort(suffixes, from, to);
        int first = next(from);
        boolean forks = first != next(to - 1) || first == END;
        if (length >= 2 && (forks || length == maxLength)) {
            String text = new String(symbols, (int) suffixes[from], length);
            found.add(new Seed(text, frequency * length));
        }
        if (length == maxLength) {
            return;
        }
        for (int i = from; i < to; ) {
            int symbol = next(i);
            int end = i + 1;
            while (end < to && next(end) == symbol) {
                end++;
            }
            if (symbol != END && (symbol != SPACE_SYMBOL || length == 0)) {
                UnicodeScript its = symbol == SPACE_SYMBOL ? null : script(symbol, script);
                if (script == null || script == its) {
                    extend(i, end, length + 1, its);
                }
            }
            i = end;
        }
    }

    private int next(int i) {
        return (int) (suffixes[i] >>> 32);
    }

    /** Kana and Han count as one script; marks have that of the character before. */
    private static UnicodeScript script(int symbol, UnicodeScript before) {
        UnicodeScript script = UnicodeScript.of(symbol);
        return switch (script) {
            case HIRAGANA, KATAKANA -> UnicodeScript.HAN;
            case INHERITED -> before;
            default -> symbol == KATAKANA_LONG_VOWEL ? UnicodeScript.HAN : script;
        };
    }
}
