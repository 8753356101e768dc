package org.sparselaw.pipeline.shard;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/** A file for Parquet to write that takes the SHA-256 of its bytes as they pass. */
final class HashedFile implements OutputFile {
    private final Storage file;
    private final Sha256 digest = new Sha256();
    private long bytes;

    HashedFile(Storage file) {
        this.file = file;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        return new Hashed(file.fileSystem().create(file.path(), false));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return new Hashed(file.fileSystem().create(file.path(), true));
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return file.toString();
    }

    long bytes() {
        return bytes;
    }

    /** Of the whole file, once it is closed; may be asked for once. */
    String sha256() {
        return digest.hex();
    }

    private final class Hashed extends DelegatingPositionOutputStream {
        private final OutputStream out;

        Hashed(OutputStream out) {
            super(out);
            this.out = out;
        }

        @Override
        public long getPos() {
            return bytes;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer) throws IOException {
            write(buffer, 0, buffer.length);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            digest.update(buffer, offset, length);
            bytes += length;
        }
    }
}
