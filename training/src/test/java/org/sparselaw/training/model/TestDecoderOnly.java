package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.NaiveBuffer;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

class TestDecoderOnly {
    private static final DecoderConfig CONFIG =
            new DecoderConfig(9, 5, 2, 3, 2, 6, 8, 16, Logits.TIED, Activation.GATED_GELU);
    private static final TokenBatch BATCH = new TokenBatch(new int[0], new int[] {4, 2, 2, 1, 8, 8, 3, 5, 1, 0});

    private final NaiveDevice device = new NaiveDevice();

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        assertGradients(new DecoderOnly(device, CONFIG, 2, 5));
    }

    @Test
    void gradientsWithUntiedLogitsAgreeWithFiniteDifferences() {
        assertGradients(new DecoderOnly(device, CONFIG.with(Logits.UNTIED, Activation.RELU), 2, 5));
    }

    private void assertGradients(DecoderOnly model) {
        new GradientCheck(device).randomise(model.parameters());
        Ids labels = device.allocateIds(BATCH.labels().length);
        labels.set(BATCH.labels());
        DoubleSupplier loss = () -> {
            model.validate(BATCH);
            Buffer logits = model.logitsMatrix().data();
            LossSum sum = device.crossEntropyWithGradient(logits, labels, CONFIG.vocabulary(), 0, 1e-4f, labels.size());
            return (sum.crossEntropy() + sum.zLoss()) / sum.count();
        };
        for (Parameter p : model.parameters()) {
            model.trainStep(BATCH);
            GradientCheck.assertGradient(p.name(), loss, p.weights(), p.gradients());
        }
    }

    @Test
    void aTokenChangesOnlyWhatIsPredictedAfterIt() {
        DecoderOnly model = new DecoderOnly(device, CONFIG, 1, 5);
        new GradientCheck(device).randomise(model.parameters());

        double[] before = logits(model, 4, 2, 2, 1, 8);
        double[] after = logits(model, 4, 2, 7, 1, 8);

        assertThat(Arrays.copyOf(after, 3 * 9)).containsExactly(Arrays.copyOf(before, 3 * 9));
        for (int i = 3 * 9; i < before.length; i++) {
            assertThat(after[i]).isNotEqualTo(before[i]);
        }
    }

    /** A T5 decoder whose cross-attention adds nothing is a decoder-only model. */
    @Test
    void isTheDecoderOfT5WithoutCrossAttention() {
        T5Config config = T5Config.of(9, 5, 2, 3, 1, 2, 6).withBuckets(8, 16).with(Logits.TIED, Activation.GATED_GELU);
        T5 t5 = new T5(device, config, 2, 3, 5);
        DecoderOnly model = new DecoderOnly(device, CONFIG, 2, 5);
        new GradientCheck(device).randomise(t5.parameters());
        t5.parameters().stream()
                .filter(p -> p.name().endsWith("EncDecAttention.o.weight"))
                .forEach(p -> device.fill(p.weights(), 0));
        for (Parameter p : model.parameters()) {
            String name = p.name().replaceAll("layer\\.1\\.", "layer.2.");
            Parameter same = t5.parameters().stream()
                    .filter(other -> other.name().equals(name) && other.shape().equals(p.shape()))
                    .findFirst()
                    .orElseThrow();
            device.copy(same.weights(), p.weights());
        }

        double expected = t5.validate(new TokenBatch(new int[] {1, 2, 3, 4, 5, 6}, BATCH.labels()))
                .loss()
                .crossEntropy();

        assertThat(model.validate(BATCH).loss().crossEntropy()).isEqualTo(expected, within(1e-12));
    }

    private static double[] logits(DecoderOnly model, int... labels) {
        model.validate(new TokenBatch(new int[0], labels));
        return NaiveBuffer.of(model.logitsMatrix().data()).clone();
    }
}
