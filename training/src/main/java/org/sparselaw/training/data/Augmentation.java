package org.sparselaw.training.data;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * How training images are varied; the section {@code augmentation} of {@code training}. Each image of each epoch is varied
 * anew, from the seed.
 *
 * @param padding pixels by which an image may be shifted in each direction: it is padded on all sides with the mean colour,
 *     and a window of its own size is cut out at random (He et al. 2016 with 4 pixels and black for CIFAR)
 * @param flip {@code none}, or {@code horizontal}: every other image is mirrored, by chance
 */
public record Augmentation(
        @Default("0") @Range("[0, inf)") int padding,
        @Default("none") Flip flip) {
    public static final Augmentation NONE = new Augmentation(0, Flip.NONE);

    /** Mirroring. */
    public enum Flip {
        NONE,
        HORIZONTAL
    }
}
