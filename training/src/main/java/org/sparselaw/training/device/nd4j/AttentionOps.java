package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Matrix;

/** Attention over arrays of batch x heads x length x head size, all heads of all sequences at once. */
record AttentionOps(AttentionShape shape) {
    /** Added to the logits of unseen keys; finite, so that a row without a seen key has no NaN before it is set to zeros. */
    private static final float UNSEEN = -1e38f;

    void forward(Matrix q, Matrix k, Matrix v, INDArray bias, INDArray keyTokens, INDArray probabilities, Matrix out) {
        INDArray logits = Nd4j.matmul(queries(q), keys(k), false, true, false).muli(shape.scale());
        if (bias != null) {
            logits.addi(bias.reshape(1, shape.heads(), shape.queries(), shape.keys()));
        }
        INDArray seen = seen(keyTokens);
        if (seen != null) {
            logits.addi(seen.rsub(1).muli(UNSEEN));
        }
        INDArray p = Nd4j.nn.softmax(logits, 3);
        if (seen != null) {
            p.muli(seen);
        }
        probabilities.assign(p.reshape(probabilities.length()));
        queries(out).assign(Nd4j.matmul(p, keys(v)));
    }

    /** 1 for a key that a query sees and 0 for others, batch or 1 x 1 x queries or 1 x keys; null when all are seen. */
    private INDArray seen(INDArray keyTokens) {
        INDArray seen = null;
        if (shape.visibility() == Visibility.CAUSAL) {
            INDArray query = Nd4j.arange(shape.queries()).reshape(shape.queries(), 1);
            INDArray key = Nd4j.arange(shape.keys()).reshape(1, shape.keys());
            seen = query.addi(1).gt(key).castTo(DataType.FLOAT).reshape(1, 1, shape.queries(), shape.keys());
        }
        if (keyTokens != null) {
            INDArray tokens = keyTokens.neq(0).castTo(DataType.FLOAT).reshape(shape.batch(), 1, 1, shape.keys());
            seen = seen == null ? tokens : seen.mul(tokens);
        }
        return seen;
    }

    void backward(
            Matrix q,
            Matrix k,
            Matrix v,
            INDArray probabilities,
            Matrix dOut,
            Matrix dq,
            Matrix dk,
            Matrix dv,
            INDArray dBias) {
        INDArray p = probabilities.reshape(shape.batch(), shape.heads(), shape.queries(), shape.keys());
        INDArray dp = Nd4j.matmul(queries(dOut), keys(v), false, true, false);
        INDArray ds = p.mul(dp.sub(p.mul(dp).sum(true, 3)));
        keys(dv).assign(Nd4j.matmul(p, queries(dOut), true, false, false));
        INDArray dQueries = Nd4j.matmul(ds, keys(k)).muli(shape.scale());
        INDArray dKeys = Nd4j.matmul(ds, queries(q), true, false, false).muli(shape.scale());
        queries(dq).assign(dQueries);
        keys(dk).assign(dKeys);
        if (dBias != null) {
            dBias.addi(ds.sum(0).reshape(dBias.length()));
        }
    }

    private INDArray queries(Matrix m) {
        return Nd4jBuffer.heads(m, shape.batch(), shape.heads(), shape.queries(), shape.headSize());
    }

    private INDArray keys(Matrix m) {
        return Nd4jBuffer.heads(m, shape.batch(), shape.heads(), shape.keys(), shape.headSize());
    }
}
