package org.sparselaw.pipeline.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.sparselaw.pipeline.input.DamagedGzipException;
import org.sparselaw.pipeline.input.DamagedZstdException;
import org.sparselaw.pipeline.input.Decompression;
import org.sparselaw.pipeline.input.HashedInput;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Storage;

/**
 * Reads the records of one file, one after the other, in memory that does not grow with the file. No content of a file is
 * an error: what is not a document comes back as a rejected record.
 */
public final class DocumentReader implements Closeable {
    private final InputFile file;
    private final ReadOptions options;
    private final HashedInput raw;
    private InputStream content;
    private Records records;
    private boolean ended;

    private DocumentReader(InputFile file, ReadOptions options, HashedInput raw) {
        this.file = file;
        this.options = options;
        this.raw = raw;
    }

    public static DocumentReader open(InputFile file, ReadOptions options) throws IOException {
        Storage storage = Storage.of(file.path());
        return new DocumentReader(
                file, options, new HashedInput(storage.fileSystem().open(storage.path())));
    }

    /** The next record, or nothing at the end. */
    public Optional<Reading> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        Optional<Reading> next;
        try {
            if (records == null) {
                records = records();
            }
            next = records.next();
        } catch (DamagedGzipException e) {
            next = damaged(Reason.DAMAGED_GZIP, "the gzip stream " + e.getMessage());
        } catch (DamagedZstdException e) {
            next = damaged(Reason.DAMAGED_ZSTD, "the Zstandard stream " + e.getMessage());
        }
        ended |= next.isEmpty();
        return next;
    }

    private Records records() throws IOException {
        if (TextFormat.PARQUET.has(file)) {
            return new ParquetTexts(file, options);
        }
        content = Decompression.of(raw, file);
        LineReader lines = new LineReader(content, options.limit());
        if (TextFormat.JSON_LINES.has(file)) {
            return new JsonLines(file.name(), lines, options.field());
        }
        return options.plain() == PlainDocuments.LINE
                ? new PlainLines(file.name(), lines)
                : new PlainText(file.name(), lines, options.limit());
    }

    private Optional<Reading> damaged(Reason reason, String how) {
        ended = true;
        return Optional.of(new Reading.Rejected(reason, file.name(), 0, how + "; what came before is kept"));
    }

    /** SHA-256 of the whole file as it lies there; reads what is left of it. */
    public String sha256() throws IOException {
        return raw.sha256();
    }

    @Override
    public void close() throws IOException {
        if (records != null) {
            records.close();
        }
        if (content != null) {
            content.close();
        }
        raw.close();
    }
}
