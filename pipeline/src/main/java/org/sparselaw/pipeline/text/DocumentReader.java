package org.sparselaw.pipeline.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.sparselaw.pipeline.input.DamagedGzipException;
import org.sparselaw.pipeline.input.GzipStream;
import org.sparselaw.pipeline.input.HashedInput;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Storage;

/**
 * Reads the records of one file, one after the other, in memory that does not grow with the file. No content of a file is
 * an error: what is not a document comes back as a rejected record.
 */
public final class DocumentReader implements Closeable {
    private final InputFile file;
    private final int limit;
    private final HashedInput raw;
    private InputStream content;
    private Records records;
    private boolean ended;

    private DocumentReader(InputFile file, int limit, HashedInput raw) {
        this.file = file;
        this.limit = limit;
        this.raw = raw;
    }

    /** @param limit bytes a line or a plain text file may have */
    public static DocumentReader open(InputFile file, int limit) throws IOException {
        Storage storage = Storage.of(file.path());
        return new DocumentReader(
                file, limit, new HashedInput(storage.fileSystem().open(storage.path())));
    }

    /** The next record, or nothing at the end. */
    public Optional<Reading> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        Optional<Reading> next;
        try {
            if (records == null) {
                content = GzipStream.orPlain(raw, file);
                LineReader lines = new LineReader(content, limit);
                records = TextFormat.JSON_LINES.has(file)
                        ? new JsonLines(file.name(), lines)
                        : new PlainText(file.name(), lines, limit);
            }
            next = records.next();
        } catch (DamagedGzipException e) {
            next = Optional.of(new Reading.Rejected(
                    Reason.DAMAGED_GZIP,
                    file.name(),
                    0,
                    "the gzip stream " + e.getMessage() + "; what came before is kept"));
            ended = true;
        }
        ended |= next.isEmpty();
        return next;
    }

    /** SHA-256 of the whole file as it lies there; reads what is left of it. */
    public String sha256() throws IOException {
        return raw.sha256();
    }

    @Override
    public void close() throws IOException {
        if (content != null) {
            content.close();
        }
        raw.close();
    }
}
