package org.sparselaw.pipeline.shard;

import java.util.List;

/** The windows of one shard, in memory as their rows hold them. Safe for use by several threads. */
public final class TokenWindows {
    private final TokenRow encoding;
    private final int window;
    private final byte[][] rows;

    TokenWindows(TokenRow encoding, int window, List<byte[]> rows) {
        this.encoding = encoding;
        this.window = window;
        this.rows = rows.toArray(byte[][]::new);
    }

    /** Number of windows. */
    public int count() {
        return rows.length;
    }

    /** Tokens a window. */
    public int window() {
        return window;
    }

    /** The ids of window i, in [0, count). */
    public int[] window(int i) {
        int[] ids = new int[window];
        copy(i, ids, 0);
        return ids;
    }

    /** Puts the ids of window i into a larger array, from an offset on. */
    public void copy(int i, int[] into, int offset) {
        byte[] row = rows[i];
        for (int position = 0; position < window; position++) {
            into[offset + position] = encoding.at(row, position);
        }
    }
}
