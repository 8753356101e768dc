package org.sparselaw.pipeline.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * SentencePiece's normaliser ({@code normalizer.cc}): from the left, the longest rule is replaced, user-defined symbols
 * are kept as they are; then white space is trimmed, collapsed and marked.
 *
 * <p>One deviation, inside only: where spaces are escaped, U+2581 is written as the byte 0x20, which cannot occur
 * otherwise, to save two bytes a word. {@link UnigramEncoder} writes its keys likewise.
 */
final class Normalizer {
    private static final byte SPACE = ' ';

    private final NormalizerSpec spec;
    private final boolean suffix;
    private final Charsmap rules;
    private final PieceTrie userDefined;

    /** ASCII characters that no rule and no user-defined symbol touches where ASCII or the end follows. */
    private final boolean[] plain = new boolean[128];

    Normalizer(NormalizerSpec spec, boolean whitespaceAsSuffix, List<String> userDefinedSymbols) {
        this.spec = spec;
        this.suffix = whitespaceAsSuffix;
        this.rules = spec.rules();
        this.userDefined = PieceTrie.of(userDefinedSymbols, Normalizer::utf8);
        for (int c = 0; c < plain.length; c++) {
            plain[c] = !rules.touchesAscii(c) && userDefined.child(userDefined.root(), (byte) c) == 0;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Normalises {@code scratch.text[0, length)} into {@code scratch.normalized}. */
    void normalize(Scratch scratch, int length) {
        byte[] text = scratch.text;
        boolean removeExtra = spec.removeExtraWhitespaces();
        scratch.normalizedLength = 0;
        int i = removeExtra ? skipLeadingSpaces(text, length) : 0;
        if (i == length) {
            return;
        }
        if (spec.addDummyPrefix() && !suffix) {
            scratch.needNormalized(1);
            scratch.normalized[scratch.normalizedLength++] = SPACE;
        }
        boolean afterSpace = removeExtra;
        while (i < length) {
            byte c = text[i];
            if (c >= 0 && plain[c] && (i + 1 == length || text[i + 1] >= 0)) {
                boolean space = c == SPACE;
                if (!space || !afterSpace) {
                    scratch.needNormalized(1);
                    scratch.normalized[scratch.normalizedLength++] = c;
                }
                afterSpace = space && removeExtra;
                i++;
            } else {
                long match = match(text, i, length);
                byte[] source = match < 0 ? text : rules.replacements();
                int from = match < 0 ? i : (int) (match >>> 32);
                int to = match < 0 ? i - (int) match : endOfReplacement(source, from);
                i += match < 0 ? -(int) match : (int) match;
                while (afterSpace && from < to && source[from] == SPACE) {
                    from++;
                }
                if (from < to) {
                    append(scratch, source, from, to);
                    afterSpace = removeExtra && source[to - 1] == SPACE;
                }
            }
        }
        if (removeExtra) {
            while (scratch.normalizedLength > 0 && scratch.normalized[scratch.normalizedLength - 1] == SPACE) {
                scratch.normalizedLength--;
            }
        }
        if (spec.addDummyPrefix() && suffix) {
            scratch.needNormalized(1);
            scratch.normalized[scratch.normalizedLength++] = SPACE;
        }
    }

    private int skipLeadingSpaces(byte[] text, int length) {
        int i = 0;
        while (i < length) {
            long match = match(text, i, length);
            int from = (int) (match >>> 32);
            boolean space = match < 0
                    ? match == -1 && text[i] == SPACE
                    : rules.replacements()[from] == SPACE && rules.replacements()[from + 1] == 0;
            if (!space) {
                break;
            }
            i += match < 0 ? 1 : (int) match;
        }
        return i;
    }

    /**
     * What is taken from the text next: as {@link Charsmap#match} when a rule fits, otherwise minus the number of bytes
     * that stay as they are.
     */
    private long match(byte[] text, int from, int end) {
        int symbol = 0;
        long node = userDefined.root();
        for (int i = from; i < end; i++) {
            node = userDefined.child(node, text[i]);
            if (node == 0) {
                break;
            }
            symbol = PieceTrie.id(node) >= 0 ? i + 1 - from : symbol;
        }
        if (symbol > 0) {
            return -symbol;
        }
        long rule = rules.match(text, from, end);
        return rule >= 0 ? rule : -Math.min(Utf8.length(text[from]), end - from);
    }

    private static int endOfReplacement(byte[] replacements, int from) {
        int to = from;
        while (replacements[to] != 0) {
            to++;
        }
        return to;
    }

    private void append(Scratch scratch, byte[] source, int from, int to) {
        scratch.needNormalized(to - from);
        byte[] out = scratch.normalized;
        int n = scratch.normalizedLength;
        for (int i = from; i < to; i++) {
            if (spec.escapeWhitespaces() && Utf8.isSpaceSymbol(source, i, to)) {
                out[n++] = SPACE;
                i += 2;
            } else {
                out[n++] = source[i];
            }
        }
        scratch.normalizedLength = n;
    }
}
