package org.sparselaw.pipeline.text.duplicates;

import java.util.Arrays;

/**
 * The shingles of a text (Broder 1997): all runs of so many words, a hash each. Words are runs of letters and digits in lower case;
 * each ideograph is one. A text of fewer words is one shingle.
 */
public final class Shingles {
    private Shingles() {}

    /**
     * Hashes of a text's shingles, in the order of the text; a shingle that occurs twice is there twice. None when there is no word.
     *
     * @param words of a shingle
     */
    public static int[] of(String text, int words) {
        long[] hashes = words(text);
        int count = hashes.length == 0 ? 0 : Math.max(1, hashes.length - words + 1);
        int[] shingles = new int[count];
        for (int i = 0; i < count; i++) {
            long h = 0;
            for (int j = i; j < Math.min(i + words, hashes.length); j++) {
                h = Hashes.next(h, hashes[j]);
            }
            shingles[i] = (int) (h >>> 32);
        }
        return shingles;
    }

    private static long[] words(String text) {
        long[] hashes = new long[text.length() / 4 + 4];
        int count = 0;
        long word = 0;
        for (int i = 0; i <= text.length(); ) {
            int c = i < text.length() ? text.codePointAt(i) : ' ';
            i += Character.charCount(c);
            boolean letter = Character.isLetterOrDigit(c);
            boolean ideograph = letter && c >= 0x80 && Character.isIdeographic(c);
            if (word != 0 && (!letter || ideograph)) {
                hashes = withRoom(hashes, count);
                hashes[count++] = word;
                word = 0;
            }
            if (ideograph) {
                hashes = withRoom(hashes, count);
                hashes[count++] = Hashes.next(0, c);
            } else if (letter) {
                word = Hashes.next(word, Character.toLowerCase(c)) | 1;
            }
        }
        return Arrays.copyOf(hashes, count);
    }

    private static long[] withRoom(long[] hashes, int count) {
        return count < hashes.length ? hashes : Arrays.copyOf(hashes, 2 * count);
    }
}
