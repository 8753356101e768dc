package org.sparselaw.pipeline.text;

import java.util.Arrays;

/**
 * The sentences of a text: from a character that is no white space to a run of {@code .?!}, and what closes after it, before white
 * space or the end of a line; what is left of a line is one more.
 *
 * <p>C4 finds sentences with the Punkt model of NLTK. Here abbreviations count as ends, and an end of a line always is one, so a text
 * has at least as many sentences as there.
 */
public final class Sentences {
    private static final String ENDS = ".?!";
    private static final String CLOSES = "\"')]\u201d\u2019";

    private final String text;
    private int[] bounds = new int[32];
    private int count;

    private Sentences(String text) {
        this.text = text;
    }

    public static Sentences of(String text) {
        Sentences sentences = new Sentences(text);
        sentences.find();
        return sentences;
    }

    public int count() {
        return count;
    }

    /** The index of the first character of sentence i. */
    public int begin(int i) {
        return bounds[2 * i];
    }

    /** The index after the last character of sentence i; white space that follows is no part of it. */
    public int end(int i) {
        return bounds[2 * i + 1];
    }

    private void find() {
        int begin = -1;
        int last = -1; // of the characters that are no white space
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                begin = close(begin, last + 1);
            } else if (ENDS.indexOf(c) >= 0) {
                int next = after(i + 1);
                last = next - 1;
                boolean ends = next == text.length() || Character.isWhitespace(text.charAt(next));
                if (begin >= 0 && ends) {
                    begin = close(begin, next);
                }
                i = next - 1;
            } else if (!Character.isWhitespace(c)) {
                begin = begin < 0 ? i : begin;
                last = i;
            }
        }
        close(begin, last + 1);
    }

    private int close(int begin, int end) {
        if (begin >= 0) {
            if (2 * count == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * bounds.length);
            }
            bounds[2 * count] = begin;
            bounds[2 * count + 1] = end;
            count++;
        }
        return -1;
    }

    private int after(int from) {
        int i = from;
        while (i < text.length() && (ENDS.indexOf(text.charAt(i)) >= 0 || CLOSES.indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }
}
