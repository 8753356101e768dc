package org.sparselaw.pipeline.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** The content of a file that may be compressed by gzip or Zstandard: its first bytes tell, not its name. */
public final class Decompression {
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private Decompression() {}

    public static InputStream of(InputStream raw, InputFile file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, ZSTD.length);
        byte[] magic = in.readNBytes(ZSTD.length);
        in.unread(magic);
        if (Arrays.equals(magic, ZSTD)) {
            return new ZstdStream(in);
        }
        if (magic.length == 0 && file.name().endsWith(".zst")) {
            throw new DamagedZstdException("has no bytes");
        }
        return GzipStream.orPlain(in, file);
    }
}
