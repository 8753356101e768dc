package org.sparselaw.training.model;

import java.util.HashMap;
import java.util.Map;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Matrix;

/**
 * From the positions of images to their classes: the mean over patches or the class token, a linear map with bias, and
 * softmax cross-entropy for images of one label, sigmoid cross-entropy summed over classes for images of several.
 */
final class ClassHead {
    private final Workspace workspace;
    private final Device device;
    private final VisionConfig config;
    private final Linear classifier;
    private final Matrix pooled; // batch x width; for a class token a view of the positions' memory
    private final Matrix dPooled; // likewise
    private final Buffer dEncoded; // batch * positions x width
    private final Matrix logits; // batch x classes
    private final Map<Integer, Ids> labels = new HashMap<>();
    private final int batch;
    private ImageBatch images;

    ClassHead(Workspace workspace, ParameterSet parameters, VisionConfig config, int batch) {
        this.workspace = workspace;
        this.device = workspace.device();
        this.config = config;
        this.batch = batch;
        classifier = Linear.withBias(
                device,
                parameters.named(VisionTensors.CLASSIFIER + ".weight"),
                parameters.named(VisionTensors.CLASSIFIER + ".bias"));
        int width = config.width();
        dEncoded = workspace.activation(batch * config.positions() * width);
        boolean mean = config.pooling() == Pooling.MEAN;
        pooled = mean ? Matrix.of(workspace.activation(batch * width), batch, width) : null;
        dPooled = mean ? Matrix.of(workspace.activation(batch * width), batch, width) : classTokens(dEncoded);
        logits = Matrix.of(workspace.activation(Math.multiplyExact(batch, config.classes())), batch, config.classes());
    }

    /** The first position of every image. */
    private Matrix classTokens(Buffer positions) {
        return new Matrix(positions, 0, batch, config.width(), config.positions() * config.width(), 1);
    }

    /** @param encoded batch * positions x width */
    void forward(Matrix encoded, ImageBatch of) {
        images = of;
        if (config.pooling() == Pooling.MEAN) {
            device.vision().meanPool(encoded.data(), config.positions(), config.width(), pooled.data());
        }
        classifier.forward(pooled(encoded), logits);
    }

    private Matrix pooled(Matrix encoded) {
        return config.pooling() == Pooling.MEAN ? pooled : classTokens(encoded.data());
    }

    /** batch x classes; their gradient after {@link #lossWithGradient}. */
    Matrix logits() {
        return logits;
    }

    LossSum loss() {
        return config.labels() == LabelKind.SINGLE
                ? device.crossEntropy(logits.data(), labels(), config.classes(), ImageBatch.NO_LABEL)
                : device.vision().sigmoidCrossEntropy(logits.data(), labels(), config.classes(), images.count());
    }

    LossSum lossWithGradient() {
        Buffer x = logits.data();
        return config.labels() == LabelKind.SINGLE
                ? device.crossEntropyWithGradient(x, labels(), config.classes(), ImageBatch.NO_LABEL, 0, images.count())
                : device.vision().sigmoidCrossEntropyWithGradient(x, labels(), config.classes(), images.count());
    }

    /** Images whose greatest logit is that of one of their classes. */
    long correct() {
        int[] greatest = device.vision().greatest(logits.data(), config.classes());
        int most = images.labels().length / batch;
        long correct = 0;
        for (int i = 0; i < images.count() * most; i++) {
            correct += images.labels()[i] == greatest[i / most] ? 1 : 0;
        }
        return correct;
    }

    /**
     * To be called after {@link #lossWithGradient}.
     *
     * @return the gradient of {@code encoded}
     */
    Buffer backward(Matrix encoded) {
        classifier.backward(logits, pooled(encoded), dPooled);
        if (config.pooling() == Pooling.MEAN) {
            device.vision().meanPoolBackward(dPooled.data(), config.positions(), config.width(), dEncoded);
        }
        return dEncoded;
    }

    /** On the device; how many labels an image may have differs between batches. */
    private Ids labels() {
        Ids ids = labels.computeIfAbsent(images.labels().length, workspace::ids);
        ids.set(images.labels());
        return ids;
    }
}
