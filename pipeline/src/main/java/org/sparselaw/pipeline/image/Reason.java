package org.sparselaw.pipeline.image;

import java.util.Locale;

/** Why something that a source holds is no image to keep, besides what is wrong with its pixels. */
public enum Reason {
    /** The archive (tar, gzip, IDX, Parquet) ends early or is damaged; what came before is kept. One record for the file. */
    DAMAGED_ARCHIVE,
    /** The image is longer than the limit of bytes. */
    TOO_LONG,
    /** Nothing says what the image shows. */
    NO_LABEL,
    /** What should be the labels cannot be read as such. */
    INVALID_LABEL,
    /** The image has several labels in a set of single ones. */
    SEVERAL_LABELS,
    /** A label is none of the classes. */
    UNKNOWN_LABEL,
    /** A sample has labels, or a row of a table, but no image. */
    NO_IMAGE;

    /** As in manifests and rejected records: {@code no-label}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
