package org.sparselaw.training.data;

import org.sparselaw.training.data.Objective.Example;
import org.sparselaw.training.model.TokenBatch;

/** A batch in the making; rows that are never put stay padding, which no loss counts. */
final class BatchRows {
    private final TokenBatch batch;

    BatchRows(Objective objective, int rows) {
        batch = new TokenBatch(new int[rows * objective.inputsLength()], new int[rows * objective.targetsLength()]);
    }

    void put(int row, Example example) {
        copy(example.inputs(), batch.inputs(), row);
        copy(example.targets(), batch.labels(), row);
    }

    TokenBatch batch() {
        return batch;
    }

    private static void copy(int[] from, int[] rows, int row) {
        System.arraycopy(from, 0, rows, row * from.length, from.length);
    }
}
