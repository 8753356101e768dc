package org.sparselaw.pipeline.image;

import java.io.Serializable;

/**
 * How sources are read.
 *
 * @param limit bytes an encoded image, or the file of its labels, may have
 * @param imageColumn of Parquet: bytes, or a group with a field {@code bytes}
 * @param labelColumn of Parquet: numbers or names, one or a list
 */
public record ReadOptions(int limit, String imageColumn, String labelColumn, Contents contents)
        implements Serializable {
    /** What of an image is read. */
    public enum Contents {
        PIXELS,
        /** Only its labels: its content must not be asked for. */
        LABELS
    }

    boolean pixels() {
        return contents == Contents.PIXELS;
    }
}
