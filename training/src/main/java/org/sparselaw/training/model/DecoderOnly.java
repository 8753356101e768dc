package org.sparselaw.training.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Matrix;

/**
 * A decoder-only transformer: the decoder of T5.1.1 (RMS norm before each sublayer, causal attention with relative position
 * buckets, gated GELU, no biases) without cross-attention. It predicts each label from those before it; the first from id 0
 * alone.
 */
final class DecoderOnly implements Model {
    private final Device device;
    private final DecoderConfig config;
    private final int length;
    private final Workspace workspace;
    private final ParameterSet parameters;
    private final Decoder decoder;
    private final TransformerHead head;

    /** @param length tokens an example */
    DecoderOnly(Device device, DecoderConfig config, int batch, int length) {
        this.device = device;
        this.config = config;
        this.length = length;
        workspace = new Workspace(device);
        parameters = new ParameterSet(device, config.tensors());
        decoder = new Decoder(workspace, parameters, config, batch, length, 0);
        head = new TransformerHead(workspace, parameters, config, batch * length);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters.all();
    }

    @Override
    public void initialise(long seed) {
        parameters.all().forEach(p -> p.weights().set(Initialisation.t5(p.spec(), config.headSize(), seed)));
    }

    @Override
    public LossSum trainStep(Batch batch) {
        parameters.clear(device, tensor -> TransformerHead.isSummed(tensor, config.logits()));
        TokenBatch tokens = TokenBatch.of(batch);
        LossSum loss = head.backward(forward(tokens), tokens.labels());
        decoder.backward(head.gradient(), null);
        return loss;
    }

    @Override
    public Evaluation validate(Batch batch) {
        TokenBatch tokens = TokenBatch.of(batch);
        return Evaluation.of(head.loss(forward(tokens), tokens.labels()));
    }

    /** The decoder's output. */
    private Matrix forward(TokenBatch batch) {
        return decoder.forward(batch.labelsShiftedRight(length), null, null);
    }

    /** See {@link TransformerHead#logits}. */
    Matrix logitsMatrix() {
        return head.logits();
    }

    @Override
    public long activationBytes() {
        return workspace.bytes();
    }

    @Override
    public double flopPerExample(ToLongFunction<TensorSpec> nonZeros) {
        return config.flopPerExample(0, length, nonZeros);
    }
}
