package org.sparselaw.pipeline.tokenizer.bytepair;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.sparselaw.pipeline.tokenizer.Utf8;

/**
 * The words that GPT-2 cuts text into, one after the other, by hand what its pattern says:
 * <pre>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</pre>
 * Every byte of a text is in a word.
 */
public final class Pretokens {
    private Pretokens() {}

    /** Hands over each word of a text; unpaired surrogates as U+FFFD. */
    public static void split(String text, Consumer<String> words) {
        byte[] utf8 = new byte[Utf8.MAX_BYTES_PER_CHAR * text.length()];
        int length = Utf8.encode(text, utf8);
        for (int from = 0; from < length; ) {
            int to = end(utf8, from, length);
            words.accept(new String(utf8, from, to - from, StandardCharsets.UTF_8));
            from = to;
        }
    }

    /** The end of the word that begins at {@code from} in well-formed UTF-8 that ends at {@code to}, which is more. */
    static int end(byte[] text, int from, int to) {
        byte first = text[from];
        if (first == '\'') {
            int suffix = contraction(text, from, to);
            if (suffix > 0) {
                return from + suffix;
            }
        }
        int kind = CharacterKinds.at(text, from);
        if (kind != CharacterKinds.SPACE) {
            return run(text, from, to, kind);
        }
        if (first == ' ' && from + 1 < to) {
            int after = CharacterKinds.at(text, from + 1);
            if (after != CharacterKinds.SPACE) {
                return run(text, from + 1, to, after);
            }
        }
        int end = run(text, from, to, CharacterKinds.SPACE);
        int last = previous(text, end);
        // A space that is followed by a word is left to it, or stands alone.
        return end == to || last == from ? end : last;
    }

    /** The length of the English suffix that an apostrophe begins; 0 when it begins none. */
    private static int contraction(byte[] text, int from, int to) {
        byte second = from + 1 < to ? text[from + 1] : 0;
        byte third = from + 2 < to ? text[from + 2] : 0;
        return switch (second) {
            case 's', 't', 'm', 'd' -> 2;
            case 'r', 'v' -> third == 'e' ? 3 : 0;
            case 'l' -> third == 'l' ? 3 : 0;
            default -> 0;
        };
    }

    private static int run(byte[] text, int from, int to, int kind) {
        int end = from;
        while (end < to && CharacterKinds.at(text, end) == kind) {
            end += Utf8.length(text[end]);
        }
        return end;
    }

    /** The begin of the character that ends at a place. */
    private static int previous(byte[] text, int end) {
        int at = end - 1;
        while ((text[at] & 0xc0) == 0x80) {
            at--;
        }
        return at;
    }
}
