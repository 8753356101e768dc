package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.training.device.Twins.Tensor;
import org.sparselaw.training.device.Twins.Tokens;

class TestRowKernels {
    private static final String DEVICES = "org.sparselaw.training.device.TestedDevices#all";

    @ParameterizedTest
    @MethodSource(DEVICES)
    void rmsNormForwardAndBackward(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int[] shape : new int[][] {{1, 1}, {5, 17}, {130, 64}, {200, 100}, {3, 256}}) {
                for (double deviation : new double[] {1e-4, 1, 1e4}) {
                    compareNorm(twins, shape[0], shape[1], deviation);
                }
            }
        }
    }

    private static void compareNorm(Twins twins, int rows, int width, double deviation) {
        Tensor x = twins.normal(rows * width, deviation);
        Tensor scale = twins.normal(width, 1);
        Tensor y = twins.zeros(rows * width);
        Tensor inverse = twins.zeros(rows);
        Tensor dy = twins.normal(rows * width, 1);
        Tensor dx = twins.normal(rows * width, 1);
        Tensor dScale = twins.normal(width, 1);
        twins.run(side -> {
            side.device().rmsNorm(side.of(x), side.of(scale), 1e-6f, rows, width, side.of(y), side.of(inverse));
            side.device()
                    .rmsNormBackward(
                            side.of(dy),
                            side.of(x),
                            side.of(scale),
                            side.of(inverse),
                            rows,
                            width,
                            side.of(dx),
                            side.of(dScale));
        });
        y.assertClose(1e-6);
        inverse.assertClose(1e-6);
        dx.assertClose(3e-6);
        dScale.assertClose(3e-6);
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void embeddingAndItsGradientWithRepeatedIds(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int width : new int[] {1, 16, 37, 200}) {
                Tokens ids = twins.randomTokens(300, 0, 11);
                Tensor table = twins.normal(11 * width, 1);
                Tensor out = twins.zeros(300 * width);
                Tensor dOut = twins.normal(300 * width, 1);
                Tensor dTable = twins.normal(11 * width, 1);
                twins.run(side -> {
                    side.device().embedding(side.of(table), side.of(ids), width, side.of(out));
                    side.device().embeddingBackward(side.of(dOut), side.of(ids), width, side.of(dTable));
                });
                out.assertSame();
                dTable.assertClose(2e-6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void relativeBiasAndItsGradient(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            Tensor table = twins.normal(32 * 3, 1);
            Tokens buckets = twins.randomTokens(35 * 21, 0, 32);
            Tensor bias = twins.zeros(3 * 35 * 21);
            Tensor dBias = twins.normal(3 * 35 * 21, 1);
            Tensor dTable = twins.normal(32 * 3, 1);
            twins.run(side -> {
                side.device().relativeBias(side.of(table), side.of(buckets), 3, side.of(bias));
                side.device().relativeBiasBackward(side.of(dBias), side.of(buckets), 3, side.of(dTable));
            });
            bias.assertSame();
            dTable.assertClose(1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void crossEntropyWithPaddingUpToExtremeLogits(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int vocabulary : new int[] {2, 16, 33, 1000, 8292}) {
                for (double deviation : new double[] {0, 1, 1e4}) {
                    compareLoss(twins, 37, vocabulary, 0, deviation);
                    compareLoss(twins, 37, vocabulary, -1, deviation);
                }
            }
        }
    }

    private static void compareLoss(Twins twins, int rows, int vocabulary, int padding, double deviation) {
        Tensor logits = twins.normal(rows * vocabulary, deviation);
        Tokens labels = twins.randomTokens(rows, padding, vocabulary);
        List<LossSum> plain = twins.results(
                side -> side.device().crossEntropy(side.of(logits), side.of(labels), vocabulary, padding));
        List<LossSum> withGradient = twins.results(side -> side.device()
                .crossEntropyWithGradient(side.of(logits), side.of(labels), vocabulary, padding, 1e-4f, 50));
        assertClose(plain.get(0), plain.get(1));
        assertClose(withGradient.get(0), withGradient.get(1));
        assertThat(plain.get(0).crossEntropy()).isEqualTo(withGradient.get(0).crossEntropy());
        // The gradient of logits that are 1e4 apart depends on differences rounded by 1e-3.
        logits.assertClose(1e-5);
    }

    private static void assertClose(LossSum actual, LossSum exact) {
        assertThat(actual.count()).isEqualTo(exact.count());
        assertThat(actual.crossEntropy()).isCloseTo(exact.crossEntropy(), within(1e-6 * (1 + exact.crossEntropy())));
        assertThat(actual.zLoss()).isCloseTo(exact.zLoss(), within(1e-6 * (1 + exact.zLoss())));
    }
}
