package org.sparselaw.training.model;

import org.sparselaw.training.device.AttentionInput;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/**
 * Adds softmax(scale q k^T + bias) v Wo^T to the residual stream, where q = n Wq^T, k = m Wk^T, v = m Wv^T; in self-attention
 * the source m is n itself. In T5 the scale is 1 and the initialisation of Wq is divided by sqrt(headSize) instead.
 */
final class MultiHeadAttention {
    private final Device device;
    private final AttentionShape shape;
    private final AttentionMaps maps;

    private final Matrix q; // batch * queries x heads * headSize
    private final Matrix k; // batch * keys x heads * headSize
    private final Matrix v; // batch * keys x heads * headSize
    private final Buffer memory; // what the device keeps for the backward pass
    private final Matrix attended; // batch * queries x heads * headSize
    private final Matrix dAttended; // scratch, as all below
    private final Matrix dq;
    private final Matrix dk;
    private final Matrix dv;
    private AttentionInput input;

    MultiHeadAttention(Workspace workspace, AttentionMaps maps, AttentionShape shape) {
        this.device = workspace.device();
        this.maps = maps;
        this.shape = shape;
        int inner = shape.heads() * shape.headSize();
        int queries = shape.batch() * shape.queries();
        int keys = shape.batch() * shape.keys();
        q = Matrix.of(workspace.operand(queries * inner), queries, inner);
        k = Matrix.of(workspace.operand(keys * inner), keys, inner);
        v = Matrix.of(workspace.operand(keys * inner), keys, inner);
        memory = workspace.activation(device.attentionMemory(shape));
        attended = Matrix.of(workspace.operand(queries * inner), queries, inner);
        dAttended = Matrix.of(workspace.scratch("dAttended", queries * inner), queries, inner);
        dq = Matrix.of(workspace.scratch("dq", queries * inner), queries, inner);
        dk = Matrix.of(workspace.scratch("dk", keys * inner), keys, inner);
        dv = Matrix.of(workspace.scratch("dv", keys * inner), keys, inner);
    }

    /**
     * @param n batch * queries x width
     * @param source batch * keys x width: where keys and values come from
     * @param bias heads x queries x keys, or null
     * @param keyTokens batch x keys, or null when no key is padding
     * @param x residual stream, batch * queries x width
     * @param out likewise, with what is added to it
     */
    void forward(Matrix n, Matrix source, Buffer bias, Ids keyTokens, Buffer x, Matrix out) {
        maps.query().forward(n, q);
        maps.key().forward(source, k);
        maps.value().forward(source, v);
        input = new AttentionInput(q, k, v, bias, keyTokens);
        device.attention(shape, input, memory, attended);
        maps.out().forwardOnto(x, attended, out);
    }

    /**
     * dn = dq Wq; dSource += dk Wk + dv Wv. In self-attention both are one buffer, so dn is written first.
     *
     * @param dOut gradient of the residual stream
     * @param dBias added to, or null
     */
    void backward(Matrix dOut, Matrix n, Matrix source, Buffer dBias, Matrix dn, Matrix dSource) {
        maps.out().backward(dOut, attended, dAttended);
        device.attentionBackward(shape, input, memory, attended, dAttended, dq, dk, dv, dBias);
        maps.query().backward(dq, n, dn);
        maps.key().backwardAdding(dk, source, dSource);
        maps.value().backwardAdding(dv, source, dSource);
    }
}
