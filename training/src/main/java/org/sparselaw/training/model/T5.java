package org.sparselaw.training.model;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Matrix;

/**
 * T5, an encoder-decoder transformer (Raffel et al. 2020): RMS norm before each sublayer, no biases, relative position buckets, no
 * dropout. Parameter names and layouts are those of Hugging Face.
 */
final class T5 implements Model {
    private final Device device;
    private final T5Config config;
    private final int inputLength;
    private final int targetLength;
    private final Workspace workspace;
    private final ParameterSet parameters;
    private final Encoder encoder;
    private final Decoder decoder;
    private final TransformerHead head;
    private final Buffer dEncoded; // batch * inputLength x width

    T5(Device device, T5Config config, int batch, int inputLength, int targetLength) {
        this.device = device;
        this.config = config;
        this.inputLength = inputLength;
        this.targetLength = targetLength;
        workspace = new Workspace(device);
        parameters = new ParameterSet(device, config.tensors());
        encoder = new Encoder(workspace, parameters, config, batch, inputLength);
        decoder = new Decoder(workspace, parameters, config, batch, targetLength, inputLength);
        head = new TransformerHead(workspace, parameters, config, batch * targetLength);
        dEncoded = workspace.activation(batch * inputLength * config.width());
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
        device.fill(dEncoded, 0);
        decoder.backward(head.gradient(), Matrix.of(dEncoded, encoder.tokens().size(), config.width()));
        encoder.backward(dEncoded);
        return loss;
    }

    @Override
    public Evaluation validate(Batch batch) {
        TokenBatch tokens = TokenBatch.of(batch);
        return Evaluation.of(head.loss(forward(tokens), tokens.labels()));
    }

    /** The decoder's output. */
    private Matrix forward(TokenBatch batch) {
        boolean padded = IntStream.of(batch.inputs()).anyMatch(token -> token == 0);
        Ids keyTokens = padded ? encoder.tokens() : null;
        Matrix memory = encoder.forward(batch.inputs(), keyTokens);
        return decoder.forward(batch.labelsShiftedRight(targetLength), memory, keyTokens);
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
        return config.flopPerExample(inputLength, targetLength, nonZeros);
    }
}
