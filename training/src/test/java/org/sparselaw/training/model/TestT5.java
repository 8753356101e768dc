package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.NaiveBuffer;
import org.sparselaw.training.device.NaiveDevice;

class TestT5 {
    private static final T5Config CONFIG = T5Config.of(9, 5, 2, 3, 2, 2, 6).withBuckets(8, 16);
    private static final int[] INPUTS = {3, 8, 2, 5, 3, 1};

    private final Device device = new NaiveDevice();

    @Test
    void aLaterLabelDoesNotChangeEarlierLogits() {
        T5 model = model(1, 6, 4);

        double[] before = logits(model, INPUTS, 4, 2, 7, 1);
        double[] after = logits(model, INPUTS, 4, 2, 5, 3);

        assertThat(Arrays.copyOf(after, 3 * 9)).containsExactly(Arrays.copyOf(before, 3 * 9));
        assertThat(Arrays.copyOfRange(after, 3 * 9, 4 * 9)).isNotEqualTo(Arrays.copyOfRange(before, 3 * 9, 4 * 9));
    }

    @Test
    void everyLogitDependsOnEveryInput() {
        T5 model = model(1, 6, 4);

        double[] before = logits(model, INPUTS, 4, 2, 7, 1);
        double[] after = logits(model, new int[] {3, 8, 2, 5, 3, 2}, 4, 2, 7, 1);

        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isNotEqualTo(before[i]);
        }
    }

    @Test
    void paddingChangesNothing() {
        LossSum bare = model(1, 4, 3)
                .validate(new TokenBatch(new int[] {3, 8, 2, 1}, new int[] {4, 2, 1}))
                .loss();
        LossSum padded = model(1, 6, 4)
                .validate(new TokenBatch(new int[] {3, 8, 2, 1, 0, 0}, new int[] {4, 2, 1, 0}))
                .loss();

        assertThat(padded.crossEntropy()).isEqualTo(bare.crossEntropy(), within(1e-12));
        assertThat(padded.count()).isEqualTo(3);
    }

    @Test
    void examplesOfABatchDoNotMix() {
        LossSum together = model(2, 3, 2)
                .validate(new TokenBatch(new int[] {3, 8, 1, 5, 2, 1}, new int[] {4, 1, 7, 1}))
                .loss();
        T5 alone = model(1, 3, 2);
        LossSum first = alone.validate(new TokenBatch(new int[] {3, 8, 1}, new int[] {4, 1}))
                .loss();
        LossSum second = alone.validate(new TokenBatch(new int[] {5, 2, 1}, new int[] {7, 1}))
                .loss();

        assertThat(together.crossEntropy()).isEqualTo(first.plus(second).crossEntropy(), within(1e-12));
    }

    @Test
    void theDecoderReadsItsLabelsShiftedRight() {
        assertThat(new TokenBatch(new int[0], new int[] {4, 2, 1, 8, 3, 1}).labelsShiftedRight(3))
                .containsExactly(0, 4, 2, 0, 8, 3);
    }

    @Test
    void anUntrainedModelKnowsAlmostNothing() {
        T5Config config = T5Config.of(64, 16, 2, 8, 1, 1, 16);
        T5 model = new T5(device, config, 2, 6, 4);
        model.initialise(5);
        int[] labels = {40, 21, 7, 1, 33, 50, 2, 1};

        LossSum loss = model.validate(new TokenBatch(new int[] {3, 8, 2, 5, 3, 1, 9, 60, 2, 8, 4, 1}, labels))
                .loss();

        // Logits of variance 1 cost half a nat more than the uniform guess.
        assertThat(loss.mean()).isEqualTo(Math.log(64) + 0.5, within(1.0));
    }

    @Test
    void reportsItsActivations() {
        // Logits alone are 4 bytes x 8 positions x 9 words.
        assertThat(model(2, 6, 4).activationBytes()).isBetween(4L * 8 * 9, 40_000L);
    }

    private T5 model(int batch, int inputs, int targets) {
        T5 model = new T5(device, CONFIG, batch, inputs, targets);
        new GradientCheck(device).randomise(model.parameters());
        return model;
    }

    private static double[] logits(T5 model, int[] inputs, int... labels) {
        model.validate(new TokenBatch(inputs, labels));
        return NaiveBuffer.of(model.logitsMatrix().data()).clone();
    }
}
