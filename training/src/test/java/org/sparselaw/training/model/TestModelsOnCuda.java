package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.TestedCard;
import org.sparselaw.training.model.ExampleShape.Pictures;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

/** Whole models on the CUDA device, on a GPU or with its kernels emulated, against the oracle. */
class TestModelsOnCuda {
    private static final int BATCH = 3;
    private static final int VOCABULARY = 40;

    static Stream<Arguments> cardsModelsAndPrecisions() {
        return TestedCard.all().stream()
                // What the order of threads could change, tests of single kernels show.
                .filter(card -> card != TestedCard.EMULATED_BACKWARDS)
                .flatMap(card -> Stream.of(Family.values())
                        .flatMap(family -> Stream.of(
                                Arguments.of(card, family, Precision.F32, 1e-6, 1e-5),
                                // Numbers of 11 and of 8 bits, through two layers and back.
                                Arguments.of(card, family, Precision.TF32, 1e-3, 5e-3),
                                Arguments.of(card, family, Precision.BF16, 5e-3, 3e-2))));
    }

    /** Where there is no card, {@code TestEmulation} says so. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cardsModelsAndPrecisions")
    void lossAndGradientsEqualTheOracle(
            TestedCard card, Family family, Precision precision, double ofLoss, double ofGradients) {
        try (Device cuda = card.open(precision)) {
            Model model = model(family, cuda);
            Model oracle = model(family, new NaiveDevice());
            model.initialise(11);
            oracle.initialise(11);
            Batch batch = batch(family);
            double expected = oracle.trainStep(batch).crossEntropy();

            assertThat(model.trainStep(batch).crossEntropy()).isEqualTo(expected, within(ofLoss * expected));
            for (int i = 0; i < model.parameters().size(); i++) {
                Parameter p = model.parameters().get(i);
                // That of a key's bias is 0: it moves all logits of a query alike.
                if (!p.name().endsWith("key.bias")) {
                    assertThat(TestT5OnCpu.relativeDistance(
                                    p.gradients(), oracle.parameters().get(i).gradients()))
                            .as("gradient of %s", p.name())
                            .isLessThan(ofGradients);
                }
            }
            assertThat(model.validate(batch)).isEqualTo(model.validate(batch));
        }
    }

    private static Model model(Family family, Device device) {
        ModelSizes sizes = new ModelSizes(3, 8, 2, 36);
        return switch (family) {
            case T5 -> new T5(device, T5Config.of(VOCABULARY, 24, 3, 8, 2, 2, 36), BATCH, 13, 7);
            case DECODER ->
                new DecoderOnly(
                        device,
                        DecoderConfig.of(VOCABULARY, 24, 3, 8, 2, 36).with(Logits.TIED, Activation.GATED_GELU),
                        BATCH,
                        13);
            case VIT ->
                VisionConfig.of(new Pictures(8, 8, 7, LabelKind.SEVERAL), sizes, 2, Pooling.CLASS_TOKEN)
                        .on(device, BATCH);
        };
    }

    private static Batch batch(Family family) {
        Random random = new Random(5);
        return switch (family) {
            case T5 -> new TokenBatch(tokens(random, 13), tokens(random, 7));
            case DECODER -> new TokenBatch(new int[0], tokens(random, 13));
            case VIT -> {
                float[] pixels = new float[BATCH * 8 * 8 * 3];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = (float) random.nextGaussian();
                }
                yield new ImageBatch(pixels, new int[] {1, 4, 0, -1, -1, -1}, BATCH);
            }
        };
    }

    /** The last example ends in padding. */
    private static int[] tokens(Random random, int length) {
        int[] tokens = random.ints((long) BATCH * length, 2, VOCABULARY).toArray();
        tokens[tokens.length - 1] = 0;
        tokens[tokens.length - 2] = 0;
        return tokens;
    }
}
