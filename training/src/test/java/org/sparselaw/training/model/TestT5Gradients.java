package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.NaiveBuffer;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

/** The whole of a tiny T5: all parameters, through every layer and both stacks. */
class TestT5Gradients {
    private static final T5Config CONFIG = T5Config.of(9, 5, 2, 3, 2, 2, 6).withBuckets(8, 16);
    private static final TokenBatch FULL =
            new TokenBatch(new int[] {3, 8, 2, 5, 3, 1, 7, 4, 4, 6, 2, 1}, new int[] {4, 2, 2, 1, 8, 3, 5, 1});
    private static final TokenBatch PADDED =
            new TokenBatch(new int[] {3, 8, 2, 1, 0, 0, 7, 4, 4, 6, 1, 0}, new int[] {4, 2, 1, 0, 8, 1, 0, 0});

    private final NaiveDevice device = new NaiveDevice();
    private final T5 model = new T5(device, CONFIG, 2, 6, 4);

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        assertGradients(FULL);
    }

    @Test
    void gradientsAgreeWithFiniteDifferencesWhenPadded() {
        assertGradients(PADDED);
    }

    @Test
    void gradientsOfTheFirstT5AgreeWithFiniteDifferences() {
        assertGradients(new T5(device, CONFIG.with(Logits.TIED, Activation.RELU), 2, 6, 4), PADDED);
    }

    @Test
    void aStepDoesNotAddToTheGradientsOfTheOneBefore() {
        randomise();
        model.trainStep(FULL);
        List<double[]> first = model.parameters().stream()
                .map(p -> NaiveBuffer.of(p.gradients()).clone())
                .toList();
        model.trainStep(PADDED);
        model.trainStep(FULL);

        for (int i = 0; i < first.size(); i++) {
            assertThat(NaiveBuffer.of(model.parameters().get(i).gradients())).containsExactly(first.get(i));
        }
    }

    private void assertGradients(TokenBatch batch) {
        assertGradients(model, batch);
    }

    private void assertGradients(T5 model, TokenBatch batch) {
        new GradientCheck(device).randomise(model.parameters());
        Ids labels = device.allocateIds(batch.labels().length);
        labels.set(batch.labels());
        DoubleSupplier loss = () -> {
            model.validate(batch);
            Buffer logits = model.logitsMatrix().data();
            LossSum sum = device.crossEntropyWithGradient(logits, labels, CONFIG.vocabulary(), 0, 1e-4f, labels.size());
            return (sum.crossEntropy() + sum.zLoss()) / sum.count();
        };
        for (Parameter p : model.parameters()) {
            model.trainStep(batch);
            GradientCheck.assertGradient(p.name(), loss, p.weights(), p.gradients());
        }
    }

    private void randomise() {
        new GradientCheck(device).randomise(model.parameters());
    }
}
