package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.model.TextArchitecture.Logits;

/**
 * From the decoder's output y to logits and loss: logits = y W^T, or y E^T / sqrt(width) with the embedding E when logits are
 * tied.
 */
final class TransformerHead {
    /** Weight of log(Z)^2 in the training loss (T5X). */
    private static final float Z_LOSS = 1e-4f;

    private static final int PADDING = 0;

    private final Device device;
    private final Linear map;
    private final Ids labels; // positions
    private final Buffer logits; // positions x vocabulary
    private final Buffer dDecoded; // positions x width
    private final int vocabulary;
    private final int width;

    TransformerHead(Workspace workspace, ParameterSet parameters, TextArchitecture config, int positions) {
        device = workspace.device();
        vocabulary = config.vocabulary();
        width = config.width();
        boolean tied = config.logits() == Logits.TIED;
        Parameter weights = parameters.named(tied ? TransformerTensors.EMBEDDING : TransformerTensors.LOGITS);
        map = Linear.scaled(device, weights, tied ? (float) (1 / Math.sqrt(width)) : 1);
        labels = workspace.ids(positions);
        logits = workspace.activation(Math.multiplyExact(positions, vocabulary));
        dDecoded = workspace.activation(positions * width);
    }

    /** Whether a step adds to the gradient of a tensor. Tied logits write that of the embedding before anything is added. */
    static boolean isSummed(TensorSpec tensor, Logits logits) {
        return switch (tensor.role()) {
            case KERNEL, LOGITS -> false;
            case EMBEDDING -> logits == Logits.UNTIED;
            default -> true;
        };
    }

    /** Computes the logits of all positions. */
    void forward(Matrix decoded, int[] labelIds) {
        labels.set(labelIds);
        map.forward(decoded, logits());
    }

    /** positions x vocabulary; their gradient after {@link #backward}. */
    Matrix logits() {
        return Matrix.of(logits, labels.size(), vocabulary);
    }

    LossSum loss() {
        return device.crossEntropy(logits, labels, vocabulary, PADDING);
    }

    /** The loss, z-loss included, and its gradient in the logits, which it overwrites. */
    LossSum lossWithGradient() {
        return device.crossEntropyWithGradient(logits, labels, vocabulary, PADDING, Z_LOSS);
    }

    /**
     * To be called after {@link #lossWithGradient}.
     *
     * @return the gradient of {@code decoded}
     */
    Buffer backward(Matrix decoded) {
        map.backward(logits(), decoded, Matrix.of(dDecoded, labels.size(), width));
        return dDecoded;
    }
}
