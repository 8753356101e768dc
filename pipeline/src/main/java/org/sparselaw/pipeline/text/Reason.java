package org.sparselaw.pipeline.text;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a record was rejected. */
public enum Reason {
    /** The gzip stream ends early or is damaged; what could be read before is kept. One record for the file. */
    DAMAGED_GZIP,
    /** The text is empty or white space. */
    EMPTY_TEXT,
    /** The bytes of the line, or of the plain file, are not UTF-8. */
    INVALID_UTF8,
    /** The line is JSON without a field {@code text}. */
    NO_TEXT,
    /** The line is JSON, but not an object. */
    NOT_AN_OBJECT,
    /** The line is not one JSON value. */
    NOT_JSON,
    /** The field {@code text} is not a string. */
    TEXT_NOT_A_STRING,
    /** The line, or the plain file, is longer than the limit. */
    TOO_LONG;

    /** As in manifests and rejected records: {@code not-json}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
