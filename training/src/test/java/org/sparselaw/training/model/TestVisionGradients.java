package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.NaiveBuffer;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.ExampleShape.Pictures;

/** The whole of a tiny vision transformer: all parameters, through every layer, against finite differences. */
class TestVisionGradients {
    private static final ModelSizes SIZES = new ModelSizes(2, 3, 2, 7);

    private final NaiveDevice device = new NaiveDevice();

    @ParameterizedTest
    @CsvSource({"MEAN, SINGLE", "CLASS_TOKEN, SINGLE", "CLASS_TOKEN, SEVERAL"})
    void gradientsAgreeWithFiniteDifferences(Pooling pooling, LabelKind kind) {
        VisionConfig config = VisionConfig.of(new Pictures(4, 6, 5, kind), SIZES, 2, pooling);
        VisionTransformer model = new VisionTransformer(device, config, 3);
        new GradientCheck(device).randomise(model.parameters());
        ImageBatch batch = batch(kind);
        DoubleSupplier loss = () -> {
            LossSum sum = model.validate(batch).loss();
            return sum.crossEntropy() / sum.count();
        };
        for (Parameter p : model.parameters()) {
            model.trainStep(batch);
            if (p.name().endsWith("attention.key.bias")) {
                assertVanishes(p.gradients());
            } else {
                GradientCheck.assertGradient(p.name(), loss, p.weights(), p.gradients());
            }
        }
    }

    /** The same number added to all logits of a query changes no softmax. */
    private static void assertVanishes(Buffer gradient) {
        assertThat(NaiveBuffer.of(gradient)).containsOnly(new double[] {0}, within(1e-15));
    }

    /** An image that fills the batch up and counts for nothing changes no gradient. */
    @Test
    void fillingDoesNotCount() {
        VisionConfig config = VisionConfig.of(new Pictures(4, 6, 5, LabelKind.SINGLE), SIZES, 2, Pooling.MEAN);
        VisionTransformer full = new VisionTransformer(device, config, 2);
        VisionTransformer filled = new VisionTransformer(device, config, 3);
        new GradientCheck(device).randomise(full.parameters());
        new GradientCheck(device).randomise(filled.parameters());
        ImageBatch three = batch(LabelKind.SINGLE);
        ImageBatch two = new ImageBatch(Arrays.copyOf(three.pixels(), 2 * 72), new int[] {4, 0}, 2);

        LossSum expected = full.trainStep(two);
        LossSum loss = filled.trainStep(new ImageBatch(three.pixels(), new int[] {4, 0, -1}, 2));

        assertThat(loss.count()).isEqualTo(2);
        assertThat(loss.crossEntropy()).isEqualTo(expected.crossEntropy());
        for (int i = 0; i < full.parameters().size(); i++) {
            assertThat(NaiveBuffer.of(filled.parameters().get(i).gradients()))
                    .containsExactly(NaiveBuffer.of(full.parameters().get(i).gradients()), within(1e-12));
        }
    }

    private static ImageBatch batch(LabelKind kind) {
        Random random = new Random(3);
        float[] pixels = new float[3 * 4 * 6 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        int[] labels = kind == LabelKind.SINGLE ? new int[] {4, 0, 2} : new int[] {0, 3, -1, -1, 4, -1};
        return new ImageBatch(pixels, labels, 3);
    }
}
