package org.sparselaw.training.model;

/**
 * What differs between the models of a grid. The width is heads * headSize.
 *
 * @param layers of each stack
 * @param mlp hidden width of the feed-forward layers
 */
public record ModelSizes(int heads, int headSize, int layers, int mlp) {
    public int width() {
        return heads * headSize;
    }
}
