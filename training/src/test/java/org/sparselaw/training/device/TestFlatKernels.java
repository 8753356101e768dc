package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.training.device.Twins.Kept;
import org.sparselaw.training.device.Twins.Tensor;

class TestFlatKernels {
    private static final String DEVICES = "org.sparselaw.training.device.TestedDevices#all";
    private static final int[] SIZES = {1, 15, 16, 17, 1000, 70_001};

    @ParameterizedTest
    @MethodSource(DEVICES)
    void gatedGeluOfModerateGates(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int size : SIZES) {
                compareGelu(twins, twins.normal(size, 3), 1e-6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void gatedGeluSaturatesAtExtremeGates(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            compareGelu(twins, twins.of(-1e4f, -50, -10.1f, -9.9f, -0f, 0, 1e-30f, 9.9f, 10.1f, 50), 1e-6);
            compareGelu(twins, twins.of(1e4f, -1e4f, 3e30f, -3e30f), 1e-6);
        }
    }

    private static void compareGelu(Twins twins, Tensor gate, double tolerance) {
        int size = gate.exact().size();
        Tensor linear = twins.normal(size, 1);
        Tensor out = twins.zeros(size);
        Tensor dOut = twins.normal(size, 1);
        Tensor dGate = twins.zeros(size);
        Tensor dLinear = twins.zeros(size);
        twins.run(side -> {
            side.device().gatedGelu(side.of(gate), side.of(linear), side.of(out));
            side.device()
                    .gatedGeluBackward(side.of(dOut), side.of(gate), side.of(linear), side.of(dGate), side.of(dLinear));
        });
        out.assertClose(tolerance);
        dGate.assertClose(tolerance);
        dLinear.assertClose(tolerance);
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void gatedGeluBackwardMayOverwriteItsOperands(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            Tensor gate = twins.normal(100, 2);
            Tensor linear = twins.normal(100, 1);
            Tensor dOut = twins.normal(100, 1);
            float[] gates = gate.exact().toArray();
            float[] linears = linear.exact().toArray();
            Buffer dGate = device.allocate(100);
            Buffer dLinear = device.allocate(100);
            device.gatedGeluBackward(dOut.tested(), gate.tested(), linear.tested(), dGate, dLinear);
            gate.set(gates);
            linear.set(linears);
            device.gatedGeluBackward(dOut.tested(), gate.tested(), linear.tested(), gate.tested(), linear.tested());
            assertThat(gate.tested().toArray()).containsExactly(dGate.toArray());
            assertThat(linear.tested().toArray()).containsExactly(dLinear.toArray());
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void reluAndItsGradientInPlace(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int size : SIZES) {
                Tensor x = twins.normal(size, 1);
                Tensor d = twins.normal(size, 1);
                twins.run(side -> {
                    side.device().relu(side.of(x), side.of(x));
                    side.device().reluBackward(side.of(d), side.of(x), side.of(d));
                });
                x.assertSame();
                d.assertSame();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void fillCopyAddAndSums(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int size : SIZES) {
                Tensor x = twins.normal(size, 1e15);
                Tensor y = twins.normal(size, 1e15);
                Tensor z = twins.normal(size, 1);
                List<Double> squares = twins.results(side -> {
                    side.device().fill(side.of(z), 3);
                    side.device().add(side.of(x), side.of(y));
                    side.device().add(side.of(z), side.of(y));
                    side.device().copy(side.of(y), side.of(x));
                    return side.device().sumOfSquares(side.of(x));
                });
                x.assertClose(1e-6);
                z.assertSame();
                assertThat(squares.get(0)).isCloseTo(squares.get(1), within(1e-6 * squares.get(1)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void whatWasFilledDoesNotLeakIntoSumsOverRaggedSizes(Device device) {
        try (device) {
            Buffer x = device.allocate(17);
            Buffer v = device.allocate(17);
            device.fill(x, 2);
            device.fill(v, 1);
            device.add(v, x);
            device.applyMask(x, device.allocateMask(17));
            assertThat(device.sumOfSquares(x)).isEqualTo(17 * 9.0);
            assertThat(device.nonZeros(x)).isEqualTo(17);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void adaFactorOverSeveralSteps(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int size : SIZES) {
                for (double gradients : new double[] {1e-12, 1, 1e6}) {
                    compareAdaFactor(twins, size, gradients, true);
                    compareAdaFactor(twins, size, gradients, false);
                }
            }
        }
    }

    private static void compareAdaFactor(Twins twins, int size, double gradients, boolean masked) {
        Tensor w = twins.normal(size, 0.3);
        Tensor v = twins.zeros(size);
        Kept mask = masked ? twins.mask(size) : null;
        for (int step = 0; step < 4; step++) {
            float decay = (float) (1 - Math.pow(step + 1, -0.8));
            AdaFactorStep numbers = new AdaFactorStep(decay, 0.01f, 0.9f, 1e-3f, 1e-30f);
            Tensor g = twins.normal(size, gradients);
            if (masked) {
                int keep = Math.max(1, size * (4 - step) / 5);
                twins.run(side -> side.device().magnitudeMask(side.of(w), keep, side.of(mask)));
                mask.assertSame();
            }
            twins.run(side -> side.device().adaFactor(numbers, side.of(w), side.of(g), side.of(v), side.of(mask)));
            w.assertClose(2e-6);
            v.assertClose(2e-6);
            // The next mask must not hang on the last bit.
            w.exact().set(w.tested().toArray());
        }
        List<Integer> nonZeros = twins.results(side -> side.device().nonZeros(side.of(w)));
        assertThat(nonZeros.get(0)).isEqualTo(nonZeros.get(1)).isEqualTo(masked ? Math.max(1, size / 5) : size);
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void adaFactorByHand(Device device) {
        try (device) {
            // v = g^2, u = sign(g), RMS(u) = 1 over the two non-zeros, RMS(w) = 2 over the three non-zeros: w -= .1 * 2
            // * u / 2.
            Buffer w = device.allocate(4);
            w.set(new float[] {2, -2, 0, 2});
            Buffer g = device.allocate(4);
            g.set(new float[] {5, -7, 0, 0});
            Mask mask = device.allocateMask(4);
            mask.set(new long[] {0b0111});
            device.adaFactor(new AdaFactorStep(0, 0.1f, 0.5f, 1e-3f, 0), w, g, device.allocate(4), mask);
            assertThat(w.toArray()).containsExactly(new float[] {1.9f, -1.9f, 0, 0}, within(1e-6f));
        }
    }
}
