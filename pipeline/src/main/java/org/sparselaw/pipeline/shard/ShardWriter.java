package org.sparselaw.pipeline.shard;

import java.io.Closeable;
import java.io.IOException;
import org.sparselaw.storage.Storage;

/** Writes the windows of one shard of text; the file's bytes depend on the windows alone. */
public final class ShardWriter implements Closeable {
    private final RowWriter rows;
    private final TokenRow encoding;
    private final int window;

    /**
     * Creates the file, or replaces it.
     *
     * @param window tokens a row
     * @param vocabulary number of ids
     */
    public ShardWriter(Storage path, int window, int vocabulary) throws IOException {
        this.rows = new RowWriter(path, TokenRow.SCHEMA);
        this.window = window;
        this.encoding = TokenRow.of(vocabulary);
    }

    /** Writes the window that begins at an offset of an array of ids. */
    public void write(int[] ids, int offset) throws IOException {
        byte[] row = new byte[window * encoding.bytes()];
        for (int position = 0; position < window; position++) {
            encoding.put(row, position, ids[offset + position]);
        }
        rows.write(row);
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
