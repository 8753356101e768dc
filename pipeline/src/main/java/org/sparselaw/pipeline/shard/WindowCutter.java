package org.sparselaw.pipeline.shard;

import java.io.IOException;

/**
 * Concatenates documents, each followed by the end of sequence, and cuts them into windows. A document may go on in the
 * next window; what does not fill a last window is left over.
 */
public final class WindowCutter {
    private final ShardWriter out;
    private final int endOfSequence;
    private final int[] window;
    private int filled;
    private long documents;
    private long tokens;

    public WindowCutter(ShardWriter out, int window, int endOfSequence) {
        this.out = out;
        this.endOfSequence = endOfSequence;
        this.window = new int[window];
    }

    public void add(int[] document) throws IOException {
        int taken = 0;
        while (taken < document.length) {
            int n = Math.min(document.length - taken, window.length - filled);
            System.arraycopy(document, taken, window, filled, n);
            taken += n;
            advance(n);
        }
        window[filled] = endOfSequence;
        advance(1);
        documents++;
    }

    private void advance(int n) throws IOException {
        filled += n;
        tokens += n;
        if (filled == window.length) {
            out.write(window, 0);
            filled = 0;
        }
    }

    public long documents() {
        return documents;
    }

    /** With the ends of sequence, written or left over. */
    public long tokens() {
        return tokens;
    }

    /** Tokens that are in no window so far. */
    public int tailTokens() {
        return filled;
    }
}
