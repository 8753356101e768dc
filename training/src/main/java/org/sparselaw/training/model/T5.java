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
 * T5.1.1, an encoder-decoder transformer (Raffel et al. 2020): RMS norm before each sublayer, no biases, gated GELU, relative
 * position buckets, untied logits, no dropout. Parameter names and layouts are those of Hugging Face.
 */
public final class T5 implements Model {
    /** Weight of log(Z)^2 in the training loss. */
    private static final float Z_LOSS = 1e-4f;

    private final Device device;
    private final T5Config config;
    private final int inputLength;
    private final int targetLength;
    private final Workspace workspace;
    private final ParameterSet parameters;
    private final Encoder encoder;
    private final Decoder decoder;
    private final Linear logitsMap;

    private final Ids labels; // batch * targetLength
    private final Buffer logits; // batch * targetLength x vocabulary
    private final Buffer dDecoded; // batch * targetLength x width
    private final Buffer dEncoded; // batch * inputLength x width

    /**
     * All memory is allocated here; weights are zero until {@link #initialise}.
     *
     * @param batch examples a step
     * @param inputLength encoder tokens an example
     * @param targetLength decoder tokens an example
     */
    public T5(Device device, T5Config config, int batch, int inputLength, int targetLength) {
        this.device = device;
        this.config = config;
        this.inputLength = inputLength;
        this.targetLength = targetLength;
        workspace = new Workspace(device);
        parameters = new ParameterSet(device, config.tensors());
        encoder = new Encoder(workspace, parameters, config, batch, inputLength);
        decoder = new Decoder(workspace, parameters, config, batch, targetLength, inputLength);
        logitsMap = new Linear(device, parameters.named(T5Tensors.LOGITS));
        labels = workspace.ids(batch * targetLength);
        logits = workspace.activation(Math.multiplyExact(labels.size(), config.vocabulary()));
        dDecoded = workspace.activation(labels.size() * config.width());
        dEncoded = workspace.activation(batch * inputLength * config.width());
    }

    public T5Config config() {
        return config;
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
        parameters.all().forEach(p -> device.fill(p.gradients(), 0));
        forward(batch);
        LossSum loss = device.crossEntropyWithGradient(logits, labels, config.vocabulary(), Z_LOSS);
        logitsMap.backward(logitsMatrix(), decoder.output(), Matrix.of(dDecoded, labels.size(), config.width()));
        device.fill(dEncoded, 0);
        decoder.backward(dDecoded, Matrix.of(dEncoded, encoder.tokens().size(), config.width()));
        encoder.backward(dEncoded);
        return loss;
    }

    @Override
    public LossSum validate(Batch batch) {
        forward(batch);
        return device.crossEntropy(logits, labels, config.vocabulary());
    }

    private void forward(Batch batch) {
        labels.set(batch.labels());
        boolean padded = IntStream.of(batch.inputs()).anyMatch(token -> token == 0);
        Ids keyTokens = padded ? encoder.tokens() : null;
        Matrix memory = encoder.forward(batch.inputs(), keyTokens);
        Matrix decoded = decoder.forward(shiftedRight(batch.labels(), targetLength), memory, keyTokens);
        logitsMap.forward(decoded, logitsMatrix());
    }

    /** batch * targetLength x vocabulary; their gradient after the loss was taken in training. */
    Matrix logitsMatrix() {
        return Matrix.of(logits, labels.size(), config.vocabulary());
    }

    /** The decoder reads id 0 and all labels but the last of each example. */
    static int[] shiftedRight(int[] labels, int length) {
        int[] inputs = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            inputs[i] = i % length == 0 ? 0 : labels[i - 1];
        }
        return inputs;
    }

    @Override
    public long activationBytes() {
        return workspace.bytes();
    }

    @Override
    public double flopPerExample(ToLongFunction<TensorSpec> nonZeros) {
        return new T5Flop(config, inputLength, targetLength).perExample(nonZeros);
    }
}
