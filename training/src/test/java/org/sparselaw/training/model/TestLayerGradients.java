package org.sparselaw.training.model;

import static org.sparselaw.training.model.GradientCheck.assertGradient;
import static org.sparselaw.training.model.GradientCheck.assertGradients;
import static org.sparselaw.training.model.GradientCheck.dot;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.TensorSpec.Role;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

/** Every layer alone: the loss is the dot product of its output with a random direction, the gradient of the output. */
class TestLayerGradients {
    private static final int WIDTH = 5;
    private static final T5Config CONFIG = T5Config.of(9, WIDTH, 2, 3, 1, 1, 6).withBuckets(8, 16);

    private final NaiveDevice device = new NaiveDevice();
    private final Workspace workspace = new Workspace(device);
    private final GradientCheck random = new GradientCheck(device);

    @Test
    void linear() {
        ParameterSet parameters = parameters(new TensorSpec("w", List.of(3, WIDTH), Role.KERNEL));
        Linear layer = new Linear(device, parameters.named("w"));
        Buffer x = random.randomBuffer(4 * WIDTH);
        Buffer dx = device.allocate(4 * WIDTH);
        Buffer y = device.allocate(4 * 3);
        Buffer direction = random.randomBuffer(4 * 3);
        DoubleSupplier loss = () -> {
            layer.forward(Matrix.of(x, 4, WIDTH), Matrix.of(y, 4, 3));
            return dot(y, direction);
        };

        layer.backward(Matrix.of(direction, 4, 3), Matrix.of(x, 4, WIDTH), Matrix.of(dx, 4, WIDTH));

        assertGradient("x", loss, x, dx);
        assertGradients(loss, parameters.all());
    }

    @Test
    void norm() {
        ParameterSet parameters = parameters(new TensorSpec("scale", List.of(WIDTH), Role.NORM));
        Norm layer = new RmsNorm(workspace, parameters.named("scale"), 4);
        Buffer x = random.randomBuffer(4 * WIDTH);
        Buffer dx = device.allocate(4 * WIDTH);
        Buffer direction = random.randomBuffer(4 * WIDTH);
        DoubleSupplier loss = () -> dot(layer.forward(x).data(), direction);

        layer.forward(x);
        layer.backward(direction, x, dx);

        assertGradient("x", loss, x, dx);
        assertGradients(loss, parameters.all());
    }

    @Test
    void tokenEmbedding() {
        ParameterSet parameters = parameters(new TensorSpec("table", List.of(9, WIDTH), Role.EMBEDDING));
        TokenEmbedding layer = new TokenEmbedding(workspace, parameters.named("table"), 4);
        int[] tokens = {3, 0, 3, 8};
        Buffer direction = random.randomBuffer(4 * WIDTH);
        DoubleSupplier loss = () -> dot(layer.forward(tokens), direction);

        layer.forward(tokens);
        layer.backward(direction);

        assertGradients(loss, parameters.all());
    }

    @Test
    void relativeBias() {
        ParameterSet parameters = parameters(new TensorSpec("table", List.of(8, 2), Role.RELATIVE_BIAS));
        RelativeBias layer =
                new RelativeBias(workspace, parameters.named("table"), 5, new RelativeBuckets(8, 16)::bidirectional);
        Buffer direction = random.randomBuffer(2 * 5 * 5);
        DoubleSupplier loss = () -> {
            layer.forward();
            return dot(layer.values(), direction);
        };

        layer.forward();
        device.add(direction, layer.gradients());
        layer.backward();

        assertGradients(loss, parameters.all());
    }

    @Test
    void feedForward() {
        ParameterSet parameters = parameters(tensors("encoder.block.0.layer.1."));
        FeedForward layer = new GatedFeedForward(workspace, parameters, "encoder.block.0.layer.1", 4);
        Buffer x = random.randomBuffer(4 * WIDTH);
        Buffer direction = random.randomBuffer(4 * WIDTH);
        DoubleSupplier loss = () -> dot(layer.forward(x), direction);

        layer.forward(x);
        Buffer d = copyOf(direction);
        layer.backward(d);

        assertGradient("x", loss, x, d);
        assertGradients(loss, parameters.all());
    }

    @Test
    void reluFeedForward() {
        T5Config config = CONFIG.with(Logits.TIED, Activation.RELU);
        ParameterSet parameters = parameters(tensors(config, "encoder.block.0.layer.1."));
        FeedForward layer = FeedForward.of(Activation.RELU, workspace, parameters, "encoder.block.0.layer.1", 4);
        Buffer x = random.randomBuffer(4 * WIDTH);
        Buffer direction = random.randomBuffer(4 * WIDTH);
        DoubleSupplier loss = () -> dot(layer.forward(x), direction);

        layer.forward(x);
        Buffer d = copyOf(direction);
        layer.backward(d);

        assertGradient("x", loss, x, d);
        assertGradients(loss, parameters.all());
    }

    @ParameterizedTest
    @EnumSource
    void selfAttentionWithPaddingAndSharedBias(Visibility visibility) {
        T5Config twoLayers = T5Config.of(9, WIDTH, 2, 3, 2, 1, 6).withBuckets(8, 16);
        ParameterSet parameters = parameters(Stream.of("encoder.block.0.layer.0.", "encoder.block.1.layer.0.")
                .flatMap(prefix -> Stream.of(tensors(twoLayers, prefix)))
                .toArray(TensorSpec[]::new));
        RelativeBias bias = new RelativeBias(
                workspace,
                parameters.named(TransformerTensors.relativeBias("encoder")),
                4,
                new RelativeBuckets(8, 16)::bidirectional);
        AttentionShape shape = new AttentionShape(2, 2, 4, 4, 3, 1, visibility);
        SelfAttention first = SelfAttention.t5(workspace, parameters, "encoder.block.0.layer.0", shape, bias);
        SelfAttention second = SelfAttention.t5(workspace, parameters, "encoder.block.1.layer.0", shape, bias);
        Ids tokens = device.allocateIds(8);
        tokens.set(new int[] {5, 3, 2, 1, 4, 1, 0, 0});
        Buffer x = random.randomBuffer(8 * WIDTH);
        Buffer direction = random.randomBuffer(8 * WIDTH);
        DoubleSupplier loss = () -> {
            bias.forward();
            return dot(second.forward(first.forward(x, tokens), tokens), direction);
        };

        bias.forward();
        second.forward(first.forward(x, tokens), tokens);
        Buffer d = copyOf(direction);
        second.backward(d);
        first.backward(d);
        bias.backward();

        assertGradient("x", loss, x, d);
        assertGradients(loss, parameters.all());
    }

    @Test
    void crossAttentionWithPadding() {
        ParameterSet parameters = parameters(tensors("decoder.block.0.layer.1."));
        AttentionShape shape = new AttentionShape(2, 2, 3, 4, 3, 1, Visibility.ALL);
        CrossAttention layer = new CrossAttention(workspace, parameters, "decoder.block.0.layer.1", shape);
        Ids tokens = device.allocateIds(8);
        tokens.set(new int[] {5, 3, 2, 1, 4, 1, 0, 0});
        Buffer x = random.randomBuffer(6 * WIDTH);
        Buffer memory = random.randomBuffer(8 * WIDTH);
        Buffer dMemory = device.allocate(8 * WIDTH);
        Buffer direction = random.randomBuffer(6 * WIDTH);
        DoubleSupplier loss = () -> dot(layer.forward(x, Matrix.of(memory, 8, WIDTH), tokens), direction);

        layer.forward(x, Matrix.of(memory, 8, WIDTH), tokens);
        Buffer d = copyOf(direction);
        layer.backward(d, Matrix.of(dMemory, 8, WIDTH));

        assertGradient("x", loss, x, d);
        assertGradient("memory", loss, memory, dMemory);
        assertGradients(loss, parameters.all());
    }

    @Test
    void crossEntropyWithALargeZLoss() {
        Ids labels = device.allocateIds(3);
        labels.set(new int[] {4, 0, 1});
        Buffer logits = random.randomBuffer(3 * 6);
        DoubleSupplier loss = () -> {
            LossSum sum = device.crossEntropyWithGradient(copyOf(logits), labels, 6, 0, 0.25f, 2);
            return (sum.crossEntropy() + sum.zLoss()) / sum.count();
        };

        Buffer gradient = copyOf(logits);
        device.crossEntropyWithGradient(gradient, labels, 6, 0, 0.25f, 2);

        assertGradient("logits", loss, logits, gradient);
    }

    private ParameterSet parameters(TensorSpec... tensors) {
        ParameterSet parameters = new ParameterSet(device, List.of(tensors));
        random.randomise(parameters.all());
        return parameters;
    }

    private static TensorSpec[] tensors(String prefix) {
        return tensors(CONFIG, prefix);
    }

    private static TensorSpec[] tensors(T5Config config, String prefix) {
        return config.tensors().stream()
                .filter(t -> t.name().startsWith(prefix))
                .toArray(TensorSpec[]::new);
    }

    private Buffer copyOf(Buffer x) {
        Buffer copy = device.allocate(x.size());
        device.copy(x, copy);
        return copy;
    }
}
