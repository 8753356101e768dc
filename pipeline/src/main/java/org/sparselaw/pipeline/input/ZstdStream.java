package org.sparselaw.pipeline.input;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** Zstandard (RFC 8878) with any number of frames, of windows up to 128 MiB, as {@code zstd} without {@code --long=28} writes them. */
final class ZstdStream extends InputStream {
    private final ZstdInputStreamNoFinalizer in;

    ZstdStream(InputStream raw) throws IOException {
        this.in = new ZstdInputStreamNoFinalizer(raw);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return in.read(into, offset, length);
        } catch (ZstdIOException e) {
            throw new DamagedZstdException("is damaged or ends early (" + e.getMessage() + ")");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
