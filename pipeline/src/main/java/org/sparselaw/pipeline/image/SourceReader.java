package org.sparselaw.pipeline.image;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The images of one source, one after the other, in memory that does not grow with the source. No content of a source is an
 * error: what is not an image with its labels comes back as a rejected record.
 */
public interface SourceReader extends Closeable {
    /** The next record, or nothing at the end. */
    Optional<Reading> next() throws IOException;

    /**
     * SHA-256 of the source as it lies there: of its file; of several files, that of the lines that {@code sha256sum} writes
     * of them, with their names alone. May be asked for once, at the end, when images
     * are read.
     */
    String sha256() throws IOException;

    /** Opens a source, to read its images or only what their labels are. */
    static SourceReader open(ImageSource source, ReadOptions options) throws IOException {
        return switch (source.form()) {
            case FOLDER -> new FolderReader(source, options);
            case TAR -> new TarReader(source.file(), options);
            case IDX -> new IdxReader(source, options);
            case PARQUET -> new ParquetImages(source.file(), options);
        };
    }
}
