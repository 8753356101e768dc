package org.sparselaw.training.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.model.TensorSpec.Role;

/**
 * A vision transformer (Dosovitskiy et al. 2021): patches as positions, learned position embeddings, blocks of layer norm,
 * attention over all positions with logits divided by sqrt(headSize), and a GELU MLP, all maps with biases, a final norm, and a
 * linear map to the classes. No dropout.
 */
final class VisionTransformer implements Model {
    private final Device device;
    private final VisionConfig config;
    private final Workspace workspace;
    private final ParameterSet parameters;
    private final PatchEmbedding embedding;
    private final Stack stack;
    private final ClassHead head;

    VisionTransformer(Device device, VisionConfig config, int batch) {
        this.device = device;
        this.config = config;
        workspace = new Workspace(device);
        parameters = new ParameterSet(device, config.tensors());
        embedding = new PatchEmbedding(workspace, parameters, config, batch);
        stack = stack(batch);
        head = new ClassHead(workspace, parameters, config, batch);
    }

    private Stack stack(int batch) {
        int rows = batch * config.positions();
        AttentionShape shape = new AttentionShape(
                batch,
                config.heads(),
                config.positions(),
                config.positions(),
                config.headSize(),
                (float) (1 / Math.sqrt(config.headSize())),
                Visibility.ALL);
        List<SelfAttention> attentions = new ArrayList<>();
        List<FeedForward> feedForwards = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            String layer = VisionTensors.layer(i);
            AttentionMaps maps = new AttentionMaps(
                    map(layer + ".attention.attention.query"),
                    map(layer + ".attention.attention.key"),
                    map(layer + ".attention.attention.value"),
                    map(layer + ".attention.output.dense"));
            attentions.add(new SelfAttention(
                    workspace,
                    norm(layer + ".layernorm_before", rows),
                    new MultiHeadAttention(workspace, maps, shape),
                    null));
            feedForwards.add(new PlainFeedForward(
                    workspace,
                    norm(layer + ".layernorm_after", rows),
                    new Linear(device, parameters.named(layer + ".intermediate.dense.weight")),
                    new BiasGelu(workspace, parameters.named(layer + ".intermediate.dense.bias"), rows),
                    map(layer + ".output.dense")));
        }
        return new Stack(workspace, attentions, feedForwards, norm(VisionTensors.FINAL_NORM, rows));
    }

    private Linear map(String name) {
        return Linear.withBias(device, parameters.named(name + ".weight"), parameters.named(name + ".bias"));
    }

    private Norm norm(String name, int rows) {
        return new LayerNorm(workspace, parameters.named(name + ".weight"), parameters.named(name + ".bias"), rows);
    }

    @Override
    public List<Parameter> parameters() {
        return parameters.all();
    }

    @Override
    public void initialise(long seed) {
        parameters.all().forEach(p -> p.weights().set(VisionInitialisation.of(config, p.spec(), seed)));
    }

    @Override
    public LossSum trainStep(Batch batch) {
        parameters.clear(device, tensor -> tensor.shape().size() == 1 || tensor.role() == Role.POSITION);
        Matrix encoded = forward(ImageBatch.of(batch));
        LossSum loss = head.lossWithGradient();
        embedding.backward(stack.backward(head.backward(encoded)));
        return loss;
    }

    @Override
    public Evaluation validate(Batch batch) {
        forward(ImageBatch.of(batch));
        return new Evaluation(head.loss(), OptionalLong.of(head.correct()));
    }

    private Matrix forward(ImageBatch batch) {
        Matrix encoded = stack.forward(embedding.forward(batch.pixels()), null);
        head.forward(encoded, batch);
        return encoded;
    }

    /** batch x classes; their gradient after a training step. */
    Matrix logits() {
        return head.logits();
    }

    @Override
    public long activationBytes() {
        return workspace.bytes();
    }

    @Override
    public double flopPerExample(ToLongFunction<TensorSpec> nonZeros) {
        return config.flopPerExample(nonZeros);
    }
}
