package org.sparselaw.training.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.model.TextArchitecture.Logits;

/**
 * From the decoder's output y to logits and loss: logits = y W^T, or y E^T / sqrt(width) with the embedding E when logits are
 * tied. Positions are taken in blocks, forward and backward, so that a block's logits stay in a cache, and those of a large
 * vocabulary need not all be held at once.
 */
final class TransformerHead {
    /** Weight of log(Z)^2 in the training loss (T5X). */
    private static final float Z_LOSS = 1e-4f;

    private static final int PADDING = 0;

    /** Logits of a block that are few enough for a cache, whatever the width: 8 MiB. */
    private static final int LOGITS = 1 << 21;

    private final Device device;
    private final Linear map;
    private final Ids labels; // rows
    private final Buffer logits; // rows x vocabulary
    private final Buffer dDecoded; // positions x width
    private final int positions;
    private final int rows;
    private final int vocabulary;
    private final int width;

    TransformerHead(Workspace workspace, ParameterSet parameters, TextArchitecture config, int positions) {
        this(workspace, parameters, config, positions, rows(positions, config));
    }

    /** @param rows positions of a block, of which {@code positions} is a multiple */
    TransformerHead(Workspace workspace, ParameterSet parameters, TextArchitecture config, int positions, int rows) {
        device = workspace.device();
        this.positions = positions;
        this.rows = rows;
        vocabulary = config.vocabulary();
        width = config.width();
        boolean tied = config.logits() == Logits.TIED;
        Parameter weights = parameters.named(tied ? TransformerTensors.EMBEDDING : TransformerTensors.LOGITS);
        map = Linear.scaled(device, weights, tied ? (float) (1 / Math.sqrt(width)) : 1);
        labels = workspace.ids(rows);
        logits = workspace.operand(Math.multiplyExact(rows, vocabulary));
        dDecoded = workspace.operand(positions * width);
    }

    /**
     * Rows of a block: enough that adding up the gradients of the weights block by block costs little beside the logits
     * themselves, and a part of the positions without a rest; all of them where there is no such part.
     */
    static int rows(int positions, TextArchitecture config) {
        int wanted = Math.max(2 * config.width(), LOGITS / config.vocabulary());
        for (int rows = Math.min(wanted, positions); rows >= wanted / 4; rows--) {
            if (positions % rows == 0) {
                return rows;
            }
        }
        return positions;
    }

    /** Whether a step adds to the gradient of a tensor. Tied logits write that of the embedding before anything is added. */
    static boolean isSummed(TensorSpec tensor, Logits logits) {
        return switch (tensor.role()) {
            case KERNEL, LOGITS -> false;
            case EMBEDDING -> logits == Logits.UNTIED;
            default -> true;
        };
    }

    /** @param labelIds a label a position */
    LossSum loss(Matrix decoded, int[] labelIds) {
        LossSum sum = new LossSum(0, 0, 0);
        for (int from = 0; from < positions; from += rows) {
            forward(decoded, labelIds, from);
            sum = sum.plus(device.crossEntropy(logits, labels, vocabulary, PADDING));
        }
        return sum;
    }

    /**
     * The loss, z-loss included, the gradient of the weights and that of {@code decoded}.
     *
     * @param labelIds a label a position
     */
    LossSum backward(Matrix decoded, int[] labelIds) {
        long counted = IntStream.of(labelIds).filter(label -> label != PADDING).count();
        LossSum sum = new LossSum(0, 0, 0);
        for (int from = 0; from < positions; from += rows) {
            forward(decoded, labelIds, from);
            sum = sum.plus(device.crossEntropyWithGradient(logits, labels, vocabulary, PADDING, Z_LOSS, counted));
            Matrix x = decoded.rows(from, rows);
            Matrix dx = Matrix.of(dDecoded, positions, width).rows(from, rows);
            if (from == 0) {
                map.backward(logits(), x, dx);
            } else {
                map.backwardOfFurtherRows(logits(), x, dx);
            }
        }
        return sum;
    }

    private void forward(Matrix decoded, int[] labelIds, int from) {
        labels.set(Arrays.copyOfRange(labelIds, from, from + rows));
        map.forward(decoded.rows(from, rows), logits());
    }

    /** positions x width, after {@link #backward}. */
    Buffer gradient() {
        return dDecoded;
    }

    /** rows x vocabulary: of the last block; after {@link #backward} their gradient. */
    Matrix logits() {
        return Matrix.of(logits, rows, vocabulary);
    }
}
