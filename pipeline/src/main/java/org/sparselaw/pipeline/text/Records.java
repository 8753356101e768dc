package org.sparselaw.pipeline.text;

import java.io.IOException;
import java.util.Optional;

/** The records of a file's content. */
sealed interface Records permits JsonLines, PlainText {
    /** The next record, or nothing at the end. */
    Optional<Reading> next() throws IOException;
}
