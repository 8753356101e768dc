package org.sparselaw.pipeline.text;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The records of a file's content. */
sealed interface Records extends Closeable permits JsonLines, PlainText, PlainLines, ParquetTexts {
    /** The next record, or nothing at the end. */
    Optional<Reading> next() throws IOException;

    @Override
    default void close() throws IOException {}
}
