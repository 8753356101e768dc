package org.sparselaw.training.dl4j;

import java.util.Arrays;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparselaw.training.model.TokenBatch;

/** Makes arrays of windows: the tokens but the last as features, the tokens but the first as labels. */
record WindowArrays(int window, int vocabulary, WindowFormat features, WindowFormat labels) {
    /** @param count windows of the batch, from the first on */
    MultiDataSet of(TokenBatch batch, int count) {
        int[][] read = new int[count][];
        int[][] said = new int[count][];
        for (int row = 0; row < count; row++) {
            int first = row * window;
            read[row] = Arrays.copyOfRange(batch.labels(), first, first + window - 1);
            said[row] = Arrays.copyOfRange(batch.labels(), first + 1, first + window);
        }
        return new org.nd4j.linalg.dataset.MultiDataSet(
                features.features(read, vocabulary), labels.labels(said, vocabulary));
    }
}
