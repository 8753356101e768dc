package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.training.device.Twins.Tensor;

class TestMatmul {
    private static final String DEVICES = "org.sparselaw.training.device.TestedDevices#all";

    @ParameterizedTest
    @MethodSource(DEVICES)
    void everyTransposeAlphaAndBetaAtRaggedSizes(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            int[][] shapes = {
                {1, 1, 1}, {17, 5, 33}, {64, 64, 64}, {3, 130, 7}, {129, 1, 16}, {1, 31, 257}, {150, 90, 70}
            };
            for (int[] shape : shapes) {
                for (int variant = 0; variant < 16; variant++) {
                    compare(twins, shape[0], shape[1], shape[2], variant);
                }
            }
        }
    }

    private static void compare(Twins twins, int m, int n, int k, int variant) {
        boolean aTransposed = (variant & 1) != 0;
        boolean bTransposed = (variant & 2) != 0;
        float alpha = (variant & 4) != 0 ? -0.37f : 1;
        float beta = variant >>> 3;
        Tensor a = twins.normal(m * k, 1);
        Tensor b = twins.normal(k * n, 1);
        Tensor c = twins.normal(m * n, 1);
        twins.run(side -> side.device()
                .matmul(
                        alpha,
                        aTransposed ? Matrix.of(side.of(a), k, m).transposed() : Matrix.of(side.of(a), m, k),
                        bTransposed ? Matrix.of(side.of(b), n, k).transposed() : Matrix.of(side.of(b), k, n),
                        beta,
                        Matrix.of(side.of(c), m, n)));
        c.assertClose(3e-6);
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void viewsOfColumnsLeaveTheirNeighboursAlone(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            Tensor fused = twins.normal(40 * 50, 1);
            Tensor weights = twins.normal(20 * 30, 1);
            Tensor out = twins.normal(40 * 70, 1);
            twins.run(side -> side.device()
                    .matmul(
                            2,
                            Matrix.of(side.of(fused), 40, 50).columns(11, 20),
                            Matrix.of(side.of(weights), 20, 30),
                            1,
                            Matrix.of(side.of(out), 40, 70).columns(33, 30)));
            out.assertClose(3e-6);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void betaZeroOverwritesNaN(Device device) {
        try (device) {
            for (float alpha : new float[] {1, 0.5f}) {
                Buffer one = device.allocate(4);
                device.fill(one, 1);
                Buffer out = device.allocate(4);
                device.fill(out, Float.NaN);
                Matrix a = Matrix.of(one, 2, 2);
                device.matmul(alpha, a, a, 0, Matrix.of(out, 2, 2));
                assertThat(out.toArray()).containsOnly(2 * alpha);
            }
        }
    }
}
