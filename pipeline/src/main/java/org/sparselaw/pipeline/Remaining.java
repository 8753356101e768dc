package org.sparselaw.pipeline;

import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What deduplication leaves of a document.
 *
 * @param document a row of {@link Placement#ROW}
 * @param text that is left of it
 * @param reason why the document is dropped, if it is
 */
record Remaining(Row document, String text, Optional<Duplicates.Reason> reason) {
    static Remaining dropped(Row document, Duplicates.Reason reason) {
        return new Remaining(document, "", Optional.of(reason));
    }

    boolean shortened() {
        return reason.isEmpty()
                && text.length() < document.getString(Placement.TEXT).length();
    }
}
