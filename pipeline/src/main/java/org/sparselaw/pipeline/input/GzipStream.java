package org.sparselaw.pipeline.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip (RFC 1952) with any number of members, as {@code cat a.gz b.gz} makes them. Anything else after a member is
 * passed over, as gzip itself does.
 *
 * <p>Java's own GZIPInputStream sees further members only while {@code available()} is above 0, which streams of remote
 * storage do not promise, and so may end early without a word.
 */
public final class GzipStream extends InputStream {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final PushbackInputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int buffered;
    private boolean ended;

    private GzipStream(InputStream in) throws IOException {
        this.in = new PushbackInputStream(in, buffer.length);
        if (!header()) {
            throw new DamagedGzipException("does not begin as gzip");
        }
    }

    /** The content of a file, by its first bytes: a .gz that some download has already unpacked is read as it is. */
    public static InputStream orPlain(InputStream raw, InputFile file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        byte[] magic = in.readNBytes(2);
        in.unread(magic);
        boolean gzip = magic.length == 2 && magic[0] == MAGIC_1 && magic[1] == (byte) MAGIC_2;
        return gzip || (magic.length == 0 && file.compressed()) ? new GzipStream(in) : in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (!ended && length > 0) {
            int n = inflate(into, offset, length);
            if (n > 0) {
                crc.update(into, offset, n);
                return n;
            }
            if (inflater.finished()) {
                in.unread(buffer, buffered - inflater.getRemaining(), inflater.getRemaining());
                trailer();
                ended = !header();
            } else if (inflater.needsInput()) {
                buffered = in.read(buffer);
                if (buffered < 0) {
                    throw new DamagedGzipException("ends early");
                }
                inflater.setInput(buffer, 0, buffered);
            } else {
                throw new DamagedGzipException("needs a preset dictionary");
            }
        }
        return length > 0 ? -1 : 0;
    }

    private int inflate(byte[] into, int offset, int length) throws DamagedGzipException {
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException e) {
            throw new DamagedGzipException("is damaged (" + e.getMessage() + ")");
        }
    }

    /** Reads the header of a member; false when none begins here. */
    private boolean header() throws IOException {
        if (in.read() != MAGIC_1 || in.read() != MAGIC_2) {
            return false;
        }
        try {
            if (next() != DEFLATE) {
                throw new DamagedGzipException("is not compressed by deflate");
            }
            int flags = next();
            skip(6); // time, compression level, operating system
            if ((flags & EXTRA) != 0) {
                skip(next() | next() << 8);
            }
            for (int field = flags & (NAME | COMMENT); field != 0; field &= field - 1) {
                while (next() != 0) {}
            }
            skip((flags & HEADER_CRC) != 0 ? 2 : 0);
        } catch (EOFException e) {
            throw new DamagedGzipException("ends early");
        }
        inflater.reset();
        crc.reset();
        return true;
    }

    private void trailer() throws IOException {
        try {
            long checksum = next() | next() << 8 | next() << 16 | (long) next() << 24;
            long length = next() | next() << 8 | next() << 16 | (long) next() << 24;
            if (checksum != crc.getValue() || length != (inflater.getBytesWritten() & 0xffffffffL)) {
                throw new DamagedGzipException("is damaged (checksum or length differs)");
            }
        } catch (EOFException e) {
            throw new DamagedGzipException("ends early");
        }
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
