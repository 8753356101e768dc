package org.sparselaw.training.model;

import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/**
 * Adds softmax(q k^T + bias) v Wo^T to the residual stream, where q = n Wq^T, k = m Wk^T, v = m Wv^T; in self-attention
 * the memory m is n itself. As T5 does, logits are not divided by sqrt(headSize): the initialisation of Wq is.
 */
final class MultiHeadAttention {
    private final Device device;
    private final AttentionShape shape;
    private final Linear queryMap;
    private final Linear keyMap;
    private final Linear valueMap;
    private final Linear outMap;

    private final Matrix q; // batch * queries x heads * headSize
    private final Matrix k; // batch * keys x heads * headSize
    private final Matrix v; // batch * keys x heads * headSize
    private final Buffer probabilities; // batch x heads x queries x keys
    private final Matrix attended; // batch * queries x heads * headSize
    private final Matrix dAttended; // scratch, as all below
    private final Matrix dq;
    private final Matrix dk;
    private final Matrix dv;

    /** @param prefix of the parameter names */
    MultiHeadAttention(Workspace workspace, ParameterSet parameters, String prefix, AttentionShape shape) {
        this.device = workspace.device();
        this.shape = shape;
        queryMap = new Linear(device, parameters.named(prefix + ".q.weight"));
        keyMap = new Linear(device, parameters.named(prefix + ".k.weight"));
        valueMap = new Linear(device, parameters.named(prefix + ".v.weight"));
        outMap = new Linear(device, parameters.named(prefix + ".o.weight"));

        int inner = shape.heads() * shape.headSize();
        int queries = shape.batch() * shape.queries();
        int keys = shape.batch() * shape.keys();
        q = Matrix.of(workspace.activation(queries * inner), queries, inner);
        k = Matrix.of(workspace.activation(keys * inner), keys, inner);
        v = Matrix.of(workspace.activation(keys * inner), keys, inner);
        probabilities = workspace.activation(shape.probabilities());
        attended = Matrix.of(workspace.activation(queries * inner), queries, inner);
        dAttended = Matrix.of(workspace.scratch("dAttended", queries * inner), queries, inner);
        dq = Matrix.of(workspace.scratch("dq", queries * inner), queries, inner);
        dk = Matrix.of(workspace.scratch("dk", keys * inner), keys, inner);
        dv = Matrix.of(workspace.scratch("dv", keys * inner), keys, inner);
    }

    /**
     * @param n batch * queries x width
     * @param memory batch * keys x width
     * @param bias heads x queries x keys, or null
     * @param keyTokens batch x keys, or null when no key is padding
     * @param out batch * queries x width, added to
     */
    void forward(Matrix n, Matrix memory, Buffer bias, Ids keyTokens, Matrix out) {
        queryMap.forward(n, q);
        keyMap.forward(memory, k);
        valueMap.forward(memory, v);
        device.attention(shape, q, k, v, bias, keyTokens, probabilities, attended);
        outMap.forwardAdding(attended, out);
    }

    /**
     * dn = dq Wq; dMemory += dk Wk + dv Wv. In self-attention both are one buffer, so dn is written first.
     *
     * @param dOut gradient of the residual stream
     * @param dBias added to, or null
     */
    void backward(Matrix dOut, Matrix n, Matrix memory, Buffer dBias, Matrix dn, Matrix dMemory) {
        outMap.backward(dOut, attended, dAttended);
        device.attentionBackward(shape, q, k, v, probabilities, dAttended, dq, dk, dv, dBias);
        queryMap.backward(dq, n, dn);
        keyMap.backwardAdding(dk, memory, dMemory);
        valueMap.backwardAdding(dv, memory, dMemory);
    }
}
