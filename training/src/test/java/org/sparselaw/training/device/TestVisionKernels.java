package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.training.device.Twins.Tensor;
import org.sparselaw.training.device.Twins.Tokens;

class TestVisionKernels {
    private static final String DEVICES = "org.sparselaw.training.device.TestedDevices#all";
    private static final int[][] SHAPES = {{1, 1}, {5, 17}, {130, 64}, {200, 100}, {3, 256}};

    @ParameterizedTest
    @MethodSource(DEVICES)
    void layerNormForwardAndBackward(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int[] shape : SHAPES) {
                for (double deviation : new double[] {1e-4, 1, 1e4}) {
                    compareNorm(twins, shape[0], shape[1], deviation);
                }
            }
        }
    }

    private static void compareNorm(Twins twins, int rows, int width, double deviation) {
        Tensor x = twins.normal(rows * width, deviation);
        Tensor scale = twins.normal(width, 1);
        Tensor bias = twins.normal(width, 1);
        Tensor y = twins.zeros(rows * width);
        Tensor means = twins.zeros(rows);
        Tensor inverse = twins.zeros(rows);
        Tensor dy = twins.normal(rows * width, 1);
        Tensor dx = twins.normal(rows * width, 1);
        Tensor dScale = twins.normal(width, 1);
        Tensor dBias = twins.normal(width, 1);
        twins.run(side -> {
            VisionKernels vision = side.device().vision();
            vision.layerNorm(
                    side.of(x),
                    side.of(scale),
                    side.of(bias),
                    1e-6f,
                    rows,
                    width,
                    side.of(y),
                    side.of(means),
                    side.of(inverse));
            vision.layerNormBackward(
                    side.of(dy),
                    side.of(x),
                    side.of(scale),
                    side.of(means),
                    side.of(inverse),
                    rows,
                    width,
                    side.of(dx),
                    side.of(dScale),
                    side.of(dBias));
        });
        y.assertClose(2e-6);
        means.assertClose(1e-6);
        inverse.assertClose(1e-6);
        dx.assertClose(3e-6);
        dScale.assertClose(3e-6);
        dBias.assertClose(1e-6);
    }

    /** Row of 1, 2, 3, 6: mean 3, variance 3.5. */
    @ParameterizedTest
    @MethodSource(DEVICES)
    void layerNormByHand(Device device) {
        try (device) {
            Buffer x = device.allocate(4);
            x.set(new float[] {1, 2, 3, 6});
            Buffer scale = device.allocate(4);
            scale.set(new float[] {1, 1, 1, 2});
            Buffer bias = device.allocate(4);
            bias.set(new float[] {0, 0, 5, 0});
            Buffer y = device.allocate(4);
            device.vision().layerNorm(x, scale, bias, .5f, 1, 4, y, device.allocate(1), device.allocate(1));
            assertThat(y.toArray()).containsExactly(new float[] {-1, -.5f, 5, 3}, within(1e-6f));
        }
    }

    /** A picture of 2 x 4 pixels of 2 channels: 10 and 11 the first, 20 and 21 the second, and so on. */
    @ParameterizedTest
    @MethodSource(DEVICES)
    void patchesByHand(Device device) {
        try (device) {
            Buffer pixels = device.allocate(16);
            pixels.set(new float[] {10, 11, 20, 21, 30, 31, 40, 41, /**/ 50, 51, 60, 61, 70, 71, 80, 81});
            Buffer out = device.allocate(24);
            device.fill(out, 9);
            device.vision().patches(new PatchShape(1, 2, 4, 2, 2, 1), pixels, out);
            assertThat(out.toArray())
                    .containsExactly(
                            0, 0, 0, 0, 0, 0, 0, 0, /**/ 10, 20, 50, 60, 11, 21, 51, 61, /**/ 30, 40, 70, 80, 31, 41,
                            71, 81);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void patchesOfSeveralImages(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int[] s :
                    new int[][] {{1, 4, 4, 3, 4, 0}, {3, 6, 9, 3, 3, 1}, {2, 8, 4, 1, 2, 0}, {40, 4, 4, 3, 1, 1}}) {
                PatchShape shape = new PatchShape(s[0], s[1], s[2], s[3], s[4], s[5]);
                Tensor pixels = twins.normal(s[0] * s[1] * s[2] * s[3], 1);
                Tensor out = twins.zeros(s[0] * shape.rows() * shape.patchSize());
                twins.run(side -> side.device().vision().patches(shape, side.of(pixels), side.of(out)));
                out.assertSame();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void biasesAndTheirGradients(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int[] shape : SHAPES) {
                Tensor x = twins.normal(shape[0] * shape[1], 1);
                Tensor bias = twins.normal(shape[1], 1);
                Tensor out = twins.zeros(shape[0] * shape[1]);
                Tensor dBias = twins.normal(shape[1], 1);
                twins.run(side -> {
                    side.device().vision().addBias(side.of(x), side.of(bias), side.of(out));
                    side.device().vision().addBias(side.of(x), side.of(bias), side.of(x));
                    side.device().vision().biasBackward(side.of(out), side.of(dBias));
                });
                out.assertClose(1e-6);
                x.assertClose(1e-6);
                dBias.assertClose(1e-6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void biasGeluAndItsGradientFarIntoTheTails(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int[] shape : SHAPES) {
                for (double deviation : new double[] {1e-3, 1, 6, 1e20}) {
                    Tensor x = twins.normal(shape[0] * shape[1], deviation);
                    Tensor bias = twins.normal(shape[1], 1);
                    Tensor out = twins.zeros(shape[0] * shape[1]);
                    Tensor dOut = twins.normal(shape[0] * shape[1], 1);
                    Tensor dBias = twins.normal(shape[1], 1);
                    twins.run(side -> {
                        VisionKernels vision = side.device().vision();
                        vision.biasGelu(side.of(x), side.of(bias), side.of(out));
                        vision.biasGeluBackward(side.of(dOut), side.of(x), side.of(dOut), side.of(dBias));
                    });
                    out.assertClose(1e-6);
                    x.assertClose(1e-6);
                    dOut.assertClose(2e-6);
                    dBias.assertClose(2e-6);
                }
            }
        }
    }

    /** x norm.cdf(x) and its derivative by scipy.stats. The tail is right in itself, not only beside 1. */
    @ParameterizedTest
    @MethodSource(DEVICES)
    void geluOfKnownNumbers(Device device) {
        try (device) {
            Buffer x = device.allocate(5);
            x.set(new float[] {-6, -1, 0, 1, 6});
            Buffer out = device.allocate(5);
            device.vision().biasGelu(x, device.allocate(5), out);
            double[] expected = {-5.919525870226167e-9, -0.15865525393145707, 0, 0.8413447460685429, 5.999999994080474};
            double[] slopes = {-3.546870945390202e-8, -0.08331547058768629, 0.5, 1.0833154705876864, 1.0000000354687093
            };
            for (int i = 0; i < 5; i++) {
                assertThat((double) out.toArray()[i]).isCloseTo(expected[i], within(2e-6 * Math.abs(expected[i])));
                assertThat((double) x.toArray()[i]).isCloseTo(slopes[i], within(2e-6 * Math.abs(slopes[i])));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void meansOfGroupsAndTheirGradients(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int[] shape : new int[][] {{1, 1, 1}, {3, 7, 17}, {5, 64, 128}, {70, 3, 33}}) {
                int width = shape[2];
                Tensor x = twins.normal(shape[0] * shape[1] * width, 1);
                Tensor pooled = twins.zeros(shape[0] * width);
                Tensor dx = twins.normal(shape[0] * shape[1] * width, 1);
                twins.run(side -> {
                    side.device().vision().meanPool(side.of(x), shape[1], width, side.of(pooled));
                    side.device().vision().meanPoolBackward(side.of(pooled), shape[1], width, side.of(dx));
                });
                pooled.assertClose(2e-6);
                dx.assertClose(2e-6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void sigmoidCrossEntropyUpToExtremeLogits(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int classes : new int[] {3, 16, 33, 1000}) {
                for (double deviation : new double[] {0, 1, 1e4}) {
                    compareSigmoid(twins, classes, deviation);
                }
            }
        }
    }

    /** Rows with three, one and no labels, and one that does not count. */
    private static void compareSigmoid(Twins twins, int classes, double deviation) {
        Tensor logits = twins.normal(4 * classes, deviation);
        Tokens labels = twins.tokens(0, 2, 1, 2, -1, -1, -1, -1, -1, 1, -1, -1);
        List<LossSum> plain = twins.results(
                side -> side.device().vision().sigmoidCrossEntropy(side.of(logits), side.of(labels), classes, 3));
        List<LossSum> withGradient = twins.results(side ->
                side.device().vision().sigmoidCrossEntropyWithGradient(side.of(logits), side.of(labels), classes, 3));
        double exact = plain.get(1).crossEntropy();
        assertThat(plain.get(0).crossEntropy()).isCloseTo(exact, within(1e-6 * exact));
        assertThat(withGradient.get(0)).isEqualTo(plain.get(0));
        assertThat(plain.get(0).count()).isEqualTo(3);
        logits.assertClose(1e-6);
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void theGreatestOfEachRowIsTheFirstOfEquals(Device device) {
        try (device) {
            Buffer x = device.allocate(12);
            x.set(new float[] {1, 3, 2, 3, -1, -1, -5, -1, 0, 0, 0, 7});
            assertThat(device.vision().greatest(x, 4)).containsExactly(1, 0, 3);
        }
    }
}
