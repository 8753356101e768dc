package org.sparselaw.pipeline.text.duplicates;

import java.util.BitSet;
import org.sparselaw.pipeline.text.Sentences;

/**
 * The spans of a text: all runs of so many of its {@linkplain Sentences sentences}. Of any span that occurs again in a corpus C4 keeps
 * one (Raffel et al. 2020, section 2.2).
 */
public final class SentenceSpans {
    private final String text;
    private final Sentences sentences;
    private final int length;

    /** @param length sentences of a span */
    public SentenceSpans(String text, int length) {
        this.text = text;
        this.sentences = Sentences.of(text);
        this.length = length;
    }

    /**
     * A hash of each span, in the order of the text, by which spans are compared: 64 bits, so that of 10^9 spans two that differ are
     * equal with probability 1/37. Case and the kind and length of white space do not count.
     */
    public long[] hashes() {
        long[] hashes = new long[Math.max(0, sentences.count() - length + 1)];
        long[] each = new long[hashes.length == 0 ? 0 : sentences.count()];
        for (int i = 0; i < each.length; i++) {
            each[i] = hash(sentences.begin(i), sentences.end(i));
        }
        for (int i = 0; i < hashes.length; i++) {
            for (int j = 0; j < length; j++) {
                hashes[i] = Hashes.next(hashes[i], each[i + j]);
            }
        }
        return hashes;
    }

    private long hash(int begin, int end) {
        long h = 0;
        boolean space = false;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            boolean is = Character.isWhitespace(c);
            if (!is || !space) {
                h = Hashes.next(h, is ? ' ' : Character.toLowerCase(c));
            }
            space = is;
        }
        return h;
    }

    /**
     * The text without the sentences of some spans; nothing when fewer sentences than a span has are left.
     *
     * @param spans numbers of their first sentences
     */
    public String without(BitSet spans) {
        BitSet gone = new BitSet();
        spans.stream().forEach(first -> gone.set(first, first + length));
        if (sentences.count() - gone.cardinality() < length) {
            return "";
        }
        StringBuilder left = new StringBuilder(text.length());
        int end = 0; // of the last sentence that stays
        for (int i = gone.nextClearBit(0); i < sentences.count(); i = gone.nextClearBit(i + 1)) {
            boolean follows = i == 0 || !gone.get(i - 1);
            if (follows) {
                left.append(text, end, sentences.begin(i));
            } else if (!left.isEmpty()) {
                left.append(text.substring(end, sentences.begin(i)).indexOf('\n') < 0 ? ' ' : '\n');
            }
            left.append(text, sentences.begin(i), sentences.end(i));
            end = sentences.end(i);
        }
        return left.toString();
    }
}
