package org.sparselaw.training.data;

import org.sparselaw.training.data.SpanCorruption.Example;

/**
 * Corrupted windows side by side; rows left over are padding (id 0), which no loss counts.
 *
 * @param inputs batch x inputs length, row-major
 * @param targets batch x targets length, row-major
 */
public record TextBatch(int[] inputs, int[] targets) {
    static TextBatch empty(SpanCorruption corruption, int batch) {
        return new TextBatch(new int[batch * corruption.inputsLength()], new int[batch * corruption.targetsLength()]);
    }

    void put(int row, Example example) {
        System.arraycopy(example.inputs(), 0, inputs, row * example.inputs().length, example.inputs().length);
        System.arraycopy(example.targets(), 0, targets, row * example.targets().length, example.targets().length);
    }
}
