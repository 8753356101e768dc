package org.sparselaw.training.model;

/**
 * The images of one batch, normalised, and their classes.
 *
 * @param pixels batch x height x width x 3
 * @param labels batch x the same number, the classes of each image; -1 where an image has fewer, and for filling
 * @param count images from the first on; those behind fill the batch up and are not counted
 */
@SuppressWarnings("ArrayRecordComponent") // Passed straight on, never compared.
public record ImageBatch(float[] pixels, int[] labels, int count) implements Batch {
    /** In place of a label that there is not. */
    public static final int NO_LABEL = -1;

    static ImageBatch of(Batch batch) {
        return (ImageBatch) batch;
    }
}
