package org.sparselaw.pipeline.image.codec;

/** How an image of another shape comes to fill a given one. */
public enum Fit {
    /** The largest part of that shape in the middle is kept: the shorter side fits, the longer one is cropped. */
    CROP,
    /** Everything is kept and the shape is changed. */
    SQUASH
}
