package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.NaiveBuffer;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

class TestTransformerHead {
    private static final int POSITIONS = 12;
    private static final int[] LABELS = {3, 1, 0, 0, 6, 2, 2, 5, 0, 1, 4, 0};

    private final Device device = new NaiveDevice();

    @ParameterizedTest
    @EnumSource
    void blocksOfPositionsGiveWhatAllOfThemGiveAtOnce(Logits logits) {
        DecoderConfig config = DecoderConfig.of(9, 8, 2, 4, 1, 16).with(logits, Activation.RELU);
        Result whole = result(config, POSITIONS);
        for (int rows : new int[] {1, 3, 6}) {
            Result blocks = result(config, rows);
            assertThat(blocks.loss.count()).isEqualTo(8).isEqualTo(whole.loss.count());
            assertThat(blocks.validation.crossEntropy()).isEqualTo(blocks.loss.crossEntropy());
            assertClose(blocks.loss.crossEntropy(), whole.loss.crossEntropy());
            assertClose(blocks.loss.zLoss(), whole.loss.zLoss());
            assertThat(blocks.gradients).hasSameSizeAs(whole.gradients);
            for (int i = 0; i < whole.gradients.size(); i++) {
                for (int j = 0; j < whole.gradients.get(i).length; j++) {
                    assertClose(blocks.gradients.get(i)[j], whole.gradients.get(i)[j]);
                }
            }
        }
    }

    private record Result(LossSum validation, LossSum loss, List<double[]> gradients) {}

    private Result result(DecoderConfig config, int rows) {
        Workspace workspace = new Workspace(device);
        ParameterSet parameters = new ParameterSet(device, config.tensors());
        new GradientCheck(device).randomise(parameters.all());
        TransformerHead head = new TransformerHead(workspace, parameters, config, POSITIONS, rows);
        Buffer x = device.allocate(POSITIONS * config.width());
        Random random = new Random(3);
        float[] values = new float[x.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - .5f;
        }
        x.set(values);
        Matrix decoded = Matrix.of(x, POSITIONS, config.width());
        LossSum validation = head.loss(decoded, LABELS);
        LossSum loss = head.backward(decoded, LABELS);
        Parameter weights = parameters.named(
                config.logits() == Logits.TIED ? TransformerTensors.EMBEDDING : TransformerTensors.LOGITS);
        return new Result(
                validation, loss, List.of(NaiveBuffer.of(weights.gradients()), NaiveBuffer.of(head.gradient())));
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isEqualTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        // positions, width, vocabulary, rows of a block
        "2048, 256, 8192, 512",
        "14592, 512, 32128, 912",
        "2048, 64, 1024, 2048",
        "7919, 256, 8192, 7919",
        "30, 256, 8192, 30",
    })
    void blocksAreEqualPartsOfThePositions(int positions, int width, int vocabulary, int rows) {
        DecoderConfig config = DecoderConfig.of(vocabulary, width, 4, 16, 2, 64);
        assertThat(TransformerHead.rows(positions, config)).isEqualTo(rows);
    }
}
