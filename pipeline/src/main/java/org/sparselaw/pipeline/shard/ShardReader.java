package org.sparselaw.pipeline.shard;

import java.util.List;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/** Reads the windows of a shard of text. */
final class ShardReader {
    private final Storage file;
    private final Shard shard;
    private final int window;
    private final TokenRow encoding;

    ShardReader(Storage file, Shard shard, int window, int vocabulary) {
        this.file = file;
        this.shard = shard;
        this.window = window;
        this.encoding = TokenRow.of(vocabulary);
    }

    /** @throws DataException when the file is not the one the manifest describes */
    TokenWindows read() {
        List<byte[]> rows =
                new RowReader(file, shard, TokenRow.SCHEMA).columns().get(0);
        rows.forEach(this::check);
        return new TokenWindows(encoding, window, rows);
    }

    private void check(byte[] row) {
        if (row.length != window * encoding.bytes()) {
            throw new DataException("%s: a row holds %d bytes, but a window of %d tokens takes %d"
                    .formatted(file, row.length, window, window * encoding.bytes()));
        }
    }
}
