package org.sparselaw.pipeline.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lines of bytes, ended by a line feed (a carriage return before it is left out) or the end of the file, without the byte
 * order mark of UTF-8. Of a line longer than the limit only the beginning is held.
 */
final class LineReader {
    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private byte[] line = new byte[1 << 12];
    private int length;
    private boolean tooLong;
    private long number;

    /** @param limit bytes a line may have */
    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Moves to the next line; false when there is none. */
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (position < end || fill()) {
            any = true;
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            append(from, position);
            if (position < end) {
                position++;
                break;
            }
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        number += any ? 1 : 0;
        return any;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private void append(int from, int to) {
        int n = Math.min(to - from, limit - length);
        tooLong |= n < to - from;
        if (length + n > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(limit, Math.max(2L * line.length, length + n)));
        }
        System.arraycopy(buffer, from, line, length, n);
        length += n;
    }

    /** The bytes of the line; valid until the next one. */
    ByteBuffer line() {
        boolean mark = number == 1
                && length >= 3
                && line[0] == (byte) 0xef
                && line[1] == (byte) 0xbb
                && line[2] == (byte) 0xbf;
        return mark ? ByteBuffer.wrap(line, 3, length - 3) : ByteBuffer.wrap(line, 0, length);
    }

    /** Whether the line has more bytes than it may. */
    boolean tooLong() {
        return tooLong;
    }

    /** The line's number, from 1. */
    long number() {
        return number;
    }
}
