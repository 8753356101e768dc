package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.shape.Gather;
import org.nd4j.linalg.factory.Nd4j;

/** Rows of tables by their number. */
final class EmbeddingOps {
    private EmbeddingOps() {}

    /** The rows ids[0], ids[1], ... of a flat table. */
    static INDArray gather(INDArray table, INDArray ids, int width) {
        return Nd4j.exec(new Gather(table.reshape(table.length() / width, width), ids, 0))[0];
    }

    /** Adds row i to row ids[i] of a flat table, in the order of i. */
    static void scatterAdd(INDArray rows, INDArray ids, int width, INDArray table) {
        INDArray target = table.reshape(table.length() / width, width);
        // With the lock, one thread adds: rows of the same number would race otherwise.
        Nd4j.exec(DynamicCustomOp.builder("scatter_add")
                .addInputs(target, ids, rows.reshape(ids.length(), width))
                .addOutputs(target)
                .addBooleanArguments(true)
                .build());
    }

    static void relativeBias(INDArray table, INDArray buckets, int heads, INDArray bias) {
        bias.reshape(heads, buckets.length())
                .assign(gather(table, buckets, heads).transpose());
    }

    static void relativeBiasBackward(INDArray dBias, INDArray buckets, int heads, INDArray dTable) {
        INDArray byPair = dBias.reshape(heads, buckets.length()).transpose().dup('c');
        scatterAdd(byPair, buckets, heads, dTable);
    }
}
