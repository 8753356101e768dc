package org.sparselaw.pipeline.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.sparselaw.storage.Sha256;

/** A stream that takes the SHA-256 of its bytes as they pass. */
public final class HashedInput extends FilterInputStream {
    private final Sha256 digest = new Sha256();

    public HashedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = in.read(into, offset, length);
        digest.update(into, offset, Math.max(0, n));
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        return readNBytes((int) Math.min(n, 1 << 16)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Of the stream to its end, which is read for it; may be asked for once. */
    public String sha256() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return digest.hex();
    }
}
