package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.device.cpu.CpuDevice;
import org.sparselaw.training.model.ExampleShape.Pictures;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Optimizer;

class TestVisionTransformer {
    private static final Pictures CIFAR = new Pictures(32, 32, 10, LabelKind.SINGLE);

    /**
     * num_parameters of google/vit-base-patch16-224 and its 1,000 classes; 5,717,416 of ViT-Ti likewise (Touvron et al.
     * 2021: 5.7 M).
     */
    @Test
    void presetsHaveThePublishedNumbersOfParameters() {
        Pictures imageNet = new Pictures(224, 224, 1000, LabelKind.SINGLE);
        assertThat(VisionConfig.of(imageNet, VisionPreset.B.sizes(), 16, Pooling.CLASS_TOKEN)
                        .parametersWithEmbeddings())
                .isEqualTo(86_567_656);
        assertThat(VisionConfig.of(imageNet, VisionPreset.TI.sizes(), 16, Pooling.CLASS_TOKEN)
                        .parametersWithEmbeddings())
                .isEqualTo(5_717_416);
        assertThat(VisionConfig.of(imageNet, VisionPreset.S.sizes(), 16, Pooling.CLASS_TOKEN)
                        .parametersWithEmbeddings())
                .isEqualTo(22_050_664);
        assertThat(VisionConfig.of(imageNet, VisionPreset.L.sizes(), 16, Pooling.CLASS_TOKEN)
                        .parametersWithEmbeddings())
                .isEqualTo(304_326_632);
    }

    /** 12 width^2 a layer in kernels, 13 width in biases and norms (MLP of 4 widths), and the final norm. */
    @Test
    void nLeavesOutEmbeddingsPositionsAndClassifier() {
        VisionConfig config = VisionConfig.of(CIFAR, new ModelSizes(4, 32, 6, 512), 4, Pooling.CLASS_TOKEN);
        assertThat(config.parametersWithoutEmbeddings()).isEqualTo(6 * (12 * 128 * 128 + 13 * 128) + 2 * 128);
        assertThat(config.parametersWithEmbeddings() - config.parametersWithoutEmbeddings())
                .isEqualTo(128 + 65 * 128 + (48 + 1) * 128 + (128 + 1) * 10);
    }

    @Test
    void lossAndGradientsOnTheProcessorEqualTheOracle() {
        VisionConfig config = VisionConfig.of(
                new Pictures(8, 8, 7, LabelKind.SEVERAL), new ModelSizes(3, 8, 2, 50), 2, Pooling.CLASS_TOKEN);
        try (CpuDevice cpu = CpuDevice.open(2)) {
            Model model = config.on(cpu, 5);
            Model oracle = config.on(new NaiveDevice(), 5);
            model.initialise(11);
            oracle.initialise(11);
            ImageBatch batch = batch(5, 8 * 8 * 3, new int[] {1, 4, 0, -1, -1, -1, 6, -1, 2, 3});
            double expected = oracle.trainStep(batch).crossEntropy();

            assertThat(model.trainStep(batch).crossEntropy()).isEqualTo(expected, within(1e-6 * expected));
            for (int i = 0; i < model.parameters().size(); i++) {
                Parameter p = model.parameters().get(i);
                if (!p.name().endsWith("key.bias")) {
                    assertThat(TestT5OnCpu.relativeDistance(
                                    p.gradients(), oracle.parameters().get(i).gradients()))
                            .as("gradient of %s", p.name())
                            .isLessThan(1e-5);
                }
            }
            assertThat(model.validate(batch)).isEqualTo(model.validate(batch));
            assertThat(model.validate(batch).correct())
                    .isEqualTo(oracle.validate(batch).correct());
        }
    }

    @Test
    void memorisesABatchOfSixtyFourImages() {
        VisionConfig config = VisionConfig.of(
                new Pictures(8, 8, 10, LabelKind.SINGLE), new ModelSizes(2, 16, 2, 64), 4, Pooling.MEAN);
        Random random = new Random(1);
        ImageBatch batch = batch(
                64,
                8 * 8 * 3,
                IntStream.range(0, 64).map(i -> random.nextInt(10)).toArray());
        try (CpuDevice cpu = CpuDevice.open(1)) {
            Model model = config.on(cpu, 64);
            model.initialise(1);
            Optimizer optimizer = new Algorithm.Adam(.9, .999, 1e-8, 0).on(cpu, model.parameters());
            assertThat(model.validate(batch).accuracy().orElseThrow()).isLessThan(.4);
            for (int step = 0; step < 150; step++) {
                model.trainStep(batch);
                optimizer.update(step, 3e-3, parameter -> null);
            }
            assertThat(model.validate(batch).loss().mean()).isLessThan(.01);
            assertThat(model.validate(batch).accuracy()).hasValue(1);
        }
    }

    /** Positions are all that tells one order of patches from another. */
    @Test
    void withoutPositionsTheOrderOfPatchesDoesNotMatter() {
        VisionConfig config =
                VisionConfig.of(new Pictures(2, 4, 3, LabelKind.SINGLE), new ModelSizes(1, 4, 1, 8), 2, Pooling.MEAN);
        Device device = new NaiveDevice();
        Model model = config.on(device, 1);
        model.initialise(5);
        float[] pixels = batch(1, 24, new int[] {1}).pixels();
        float[] swapped = new float[24];
        for (int line = 0; line < 2; line++) {
            System.arraycopy(pixels, line * 12, swapped, line * 12 + 6, 6);
            System.arraycopy(pixels, line * 12 + 6, swapped, line * 12, 6);
        }
        assertThat(Math.abs(loss(model, swapped) - loss(model, pixels))).isGreaterThan(1e-6);
        model.parameters().stream()
                .filter(p -> p.name().equals("vit.embeddings.position_embeddings"))
                .forEach(p -> device.fill(p.weights(), 0));
        assertThat(loss(model, swapped)).isEqualTo(loss(model, pixels), within(1e-12));
    }

    /** Kernels see the 5 positions of an image, the patch embedding its 4 patches and no gradient, the classifier one. */
    @Test
    void flopOfAnExample() {
        VisionConfig config = VisionConfig.of(
                new Pictures(4, 4, 3, LabelKind.SINGLE), new ModelSizes(1, 4, 1, 8), 2, Pooling.CLASS_TOKEN);
        double kernels = 6.0 * 5 * (4 * 4 * 4 + 2 * 4 * 8);
        double patches = 4.0 * 4 * (4 * 12);
        double classifier = 6.0 * 3 * 4;
        double attention = 12.0 * 5 * 5 * 4;
        assertThat(config.flopPerExample(TensorSpec::size)).isEqualTo(kernels + patches + classifier + attention);
    }

    @Test
    void imagesMustBeMadeOfWholePatches() {
        assertThatThrownBy(() -> VisionConfig.of(CIFAR, new ModelSizes(1, 8, 1, 8), 5, Pooling.MEAN))
                .hasMessage("patch 5 does not divide images of 32 x 32 pixels (must divide both)");
    }

    private static double loss(Model model, float[] pixels) {
        return model.validate(new ImageBatch(pixels, new int[] {1}, 1)).loss().crossEntropy();
    }

    private static ImageBatch batch(int images, int size, int[] labels) {
        Random random = new Random(7);
        float[] pixels = new float[images * size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return new ImageBatch(pixels, labels, images);
    }
}
