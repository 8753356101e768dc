package org.sparselaw.pipeline.text;

import java.io.Serializable;

/**
 * How files of text are read.
 *
 * @param limit bytes a JSON line, a document of plain text or one of a Parquet table may have
 * @param field of JSON objects, or column of Parquet tables, that holds the document
 * @param plain what a document of plain text is
 */
public record ReadOptions(int limit, String field, PlainDocuments plain) implements Serializable {
    public static final String TEXT = "text";

    /** As C4 is published: documents in {@code text}. */
    public static ReadOptions ofC4(int limit) {
        return new ReadOptions(limit, TEXT, PlainDocuments.FILE);
    }
}
