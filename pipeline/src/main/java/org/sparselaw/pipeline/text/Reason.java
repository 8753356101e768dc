package org.sparselaw.pipeline.text;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a record was rejected. */
public enum Reason {
    /** The gzip stream ends early or is damaged; what could be read before is kept. One record for the file. */
    DAMAGED_GZIP,
    /** The Parquet table cannot be read, or not to its end; rows that could be read are kept. One record for the file. */
    DAMAGED_PARQUET,
    /** As {@link #DAMAGED_GZIP}, of Zstandard. */
    DAMAGED_ZSTD,
    /** The text is empty or white space. */
    EMPTY_TEXT,
    /** The bytes of the line, of the plain file or of the row's text are not UTF-8. */
    INVALID_UTF8,
    /** The line is JSON without the field of the text, or the row has null in its column. */
    NO_TEXT,
    /** The line is JSON, but not an object. */
    NOT_AN_OBJECT,
    /** The line is not one JSON value. */
    NOT_JSON,
    /** The field of the text is not a string. */
    TEXT_NOT_A_STRING,
    /** The line, the plain file or the text of the row is longer than the limit. */
    TOO_LONG;

    /** As in manifests and rejected records: {@code not-json}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
