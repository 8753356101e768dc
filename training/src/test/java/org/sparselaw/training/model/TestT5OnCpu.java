package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.device.cpu.CpuDevice;

/** The whole model on the device that trains, against the oracle; and that it learns. */
class TestT5OnCpu {
    private static final T5Config CONFIG = T5Config.of(40, 24, 3, 8, 2, 2, 36);
    private static final int INPUTS = 13;
    private static final int TARGETS = 7;

    private final CpuDevice cpu = CpuDevice.open(1);

    @AfterEach
    void close() {
        cpu.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void lossAndGradientsEqualTheOracle(int padding) {
        T5 model = new T5(cpu, CONFIG, 3, INPUTS, TARGETS);
        T5 oracle = new T5(new NaiveDevice(), CONFIG, 3, INPUTS, TARGETS);
        model.initialise(11);
        oracle.initialise(11);
        Batch batch = batch(3, padding);

        LossSum actual = model.trainStep(batch);
        LossSum expected = oracle.trainStep(batch);

        assertThat(actual.crossEntropy()).isEqualTo(expected.crossEntropy(), within(1e-6 * expected.crossEntropy()));
        assertThat(actual.zLoss()).isEqualTo(expected.zLoss(), within(1e-5 * expected.zLoss()));
        assertThat(actual.count()).isEqualTo(expected.count());
        for (int i = 0; i < model.parameters().size(); i++) {
            Parameter parameter = model.parameters().get(i);
            assertThat(relativeDistance(
                            parameter.gradients(), oracle.parameters().get(i).gradients()))
                    .as("gradient of %s", parameter.name())
                    .isLessThan(1e-5);
        }
    }

    @Test
    void sameStepSameBits() {
        T5 model = new T5(cpu, CONFIG, 3, INPUTS, TARGETS);
        model.initialise(11);
        Batch batch = batch(3, 0);

        LossSum first = model.trainStep(batch);
        float[] gradient = model.parameters().get(0).gradients().toArray();
        model.validate(batch(3, 4));

        assertThat(model.trainStep(batch)).isEqualTo(first);
        assertThat(model.parameters().get(0).gradients().toArray()).containsExactly(gradient);
    }

    @Test
    void memorisesABatch() {
        T5 model = new T5(cpu, CONFIG, 4, INPUTS, TARGETS);
        model.initialise(1);
        Buffer[] secondMoments =
                model.parameters().stream().map(p -> cpu.allocate(p.size())).toArray(Buffer[]::new);
        Batch batch = batch(4, 2);
        double before = model.validate(batch).loss().mean();

        for (int t = 0; t < 300; t++) {
            model.trainStep(batch);
            float decay = (float) (1 - Math.pow(t + 1.0, -0.8));
            AdaFactorStep step = new AdaFactorStep(decay, 0.02f, 1, 1e-3f, 1e-30f);
            for (int i = 0; i < secondMoments.length; i++) {
                Parameter p = model.parameters().get(i);
                cpu.adaFactor(step, p.weights(), p.gradients(), secondMoments[i], null);
            }
        }

        assertThat(before).isGreaterThan(3);
        assertThat(model.validate(batch).loss().mean()).isLessThan(0.01);
    }

    /** Random tokens, the last {@code padding} inputs and half as many labels of the last example being padding. */
    private static Batch batch(int size, int padding) {
        Random random = new Random(5);
        int[] inputs = random.ints((long) size * INPUTS, 2, 40).toArray();
        int[] labels = random.ints((long) size * TARGETS, 2, 40).toArray();
        for (int i = 1; i <= padding; i++) {
            inputs[inputs.length - i] = 0;
            labels[labels.length - (i + 1) / 2] = 0;
        }
        return new TokenBatch(inputs, labels);
    }

    static double relativeDistance(Buffer actual, Buffer expected) {
        float[] a = actual.toArray();
        float[] e = expected.toArray();
        double difference = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - e[i]) * (double) (a[i] - e[i]);
            size += e[i] * (double) e[i];
        }
        return Math.sqrt(difference / size);
    }
}
