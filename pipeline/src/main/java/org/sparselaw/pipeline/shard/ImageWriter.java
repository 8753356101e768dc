package org.sparselaw.pipeline.shard;

import java.io.Closeable;
import java.io.IOException;
import org.sparselaw.storage.Storage;

/** Writes the images of one shard; the file's bytes depend on the images and their labels alone. */
public final class ImageWriter implements Closeable {
    private final RowWriter rows;

    /** Creates the file, or replaces it. */
    public ImageWriter(Storage path) throws IOException {
        this.rows = new RowWriter(path, ImageRow.SCHEMA);
    }

    /**
     * @param pixels height x width x 3 bytes: red, green and blue, row by row
     * @param labels ids of classes, ascending, each below 65,536
     */
    public void write(byte[] pixels, int[] labels) throws IOException {
        rows.write(pixels, ImageRow.encode(labels));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** What was written, once the writer is closed; to be asked for once. */
    public Shard shard(Split split, String name) {
        return rows.shard(split, name);
    }
}
