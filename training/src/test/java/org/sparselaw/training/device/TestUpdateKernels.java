package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.training.device.Twins.Kept;
import org.sparselaw.training.device.Twins.Tensor;

class TestUpdateKernels {
    private static final String DEVICES = "org.sparselaw.training.device.TestedDevices#all";
    private static final int[][] SHAPES = {{1, 1}, {3, 5}, {2, 16}, {130, 37}, {200, 64}, {1, 70_001}};

    private interface Update {
        void apply(Twins.Side side, int step, Tensor gradients, Kept mask);
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void severalStepsAgreeWithTheFormulas(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (int[] shape : SHAPES) {
                for (double gradients : new double[] {1e-12, 1, 1e6}) {
                    adamW(twins, shape[0] * shape[1], gradients);
                    momentum(twins, shape[0] * shape[1], gradients);
                    factoredAdaFactor(twins, shape[0], shape[1], gradients);
                }
            }
        }
    }

    private static void adamW(Twins twins, int size, double gradients) {
        Tensor w = twins.normal(size, 1);
        Tensor m = twins.zeros(size);
        Tensor v = twins.zeros(size);
        compare(twins, w, gradients, List.of(m, v), (side, step, g, mask) -> {
            AdamWStep numbers = new AdamWStep(
                    .1f, .9f, .99f, (float) (1 - Math.pow(.9, step)), (float) (1 - Math.pow(.99, step)), 1e-8f, .01f);
            side.device().updates().adamW(numbers, side.of(w), side.of(g), side.of(m), side.of(v), side.of(mask));
        });
    }

    private static void momentum(Twins twins, int size, double gradients) {
        Tensor w = twins.normal(size, 1);
        Tensor m = twins.zeros(size);
        compare(
                twins,
                w,
                gradients,
                List.of(m),
                (side, step, g, mask) -> side.device()
                        .updates()
                        .momentum(new MomentumStep(.1f, .9f, .01f), side.of(w), side.of(g), side.of(m), side.of(mask)));
    }

    private static void factoredAdaFactor(Twins twins, int rows, int columns, double gradients) {
        Tensor w = twins.normal(rows * columns, 1);
        Tensor r = twins.zeros(rows);
        Tensor c = twins.zeros(columns);
        compare(twins, w, gradients, List.of(r, c), (side, step, g, mask) -> {
            AdaFactorStep numbers = new AdaFactorStep((float) (1 - Math.pow(step, -.8)), .01f, .9f, 1e-3f, 1e-30f);
            side.device()
                    .updates()
                    .factoredAdaFactor(numbers, columns, side.of(w), side.of(g), side.of(r), side.of(c), side.of(mask));
        });
    }

    private static void compare(Twins twins, Tensor w, double gradients, List<Tensor> moments, Update update) {
        int size = w.exact().size();
        Kept mask = twins.mask(size);
        for (int step = 1; step <= 5; step++) {
            Tensor g = twins.normal(size, gradients);
            int keep = Math.max(1, size * (5 - step) / 5);
            if (step > 2) {
                twins.run(side -> side.device().magnitudeMask(side.of(w), keep, side.of(mask)));
                mask.assertSame();
            }
            int now = step;
            twins.run(side -> update.apply(side, now, g, now == 2 ? null : mask));
            w.assertClose(3e-6);
            moments.forEach(moment -> moment.assertClose(3e-6));
            // The next mask must not hang on the last bit.
            w.exact().set(w.tested().toArray());
        }
        List<Integer> left = twins.results(side -> side.device().nonZeros(side.of(w)));
        assertThat(left.get(0)).isEqualTo(left.get(1)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void firstMomentsOfPrunedWeightsRestAndSecondMomentsGoOn(Device device) {
        try (device) {
            Buffer w = device.allocate(2);
            Buffer g = device.allocate(2);
            Buffer m = device.allocate(2);
            Buffer v = device.allocate(2);
            device.fill(w, 1);
            device.fill(g, 2);
            Mask mask = device.allocateMask(2);
            mask.set(new long[] {0b10});
            device.updates().adamW(new AdamWStep(.5f, .5f, .75f, .5f, .25f, 0, 0), w, g, m, v, mask);
            assertThat(w.toArray()).containsExactly(0, .5f);
            assertThat(m.toArray()).containsExactly(0, 1);
            assertThat(v.toArray()).containsExactly(1, 1);
            device.updates().momentum(new MomentumStep(.5f, 0, 0), w, g, m, mask);
            assertThat(w.toArray()).containsExactly(0, -.5f);
            assertThat(m.toArray()).containsExactly(0, 2);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void scaleReachesEveryNumber(Device device) {
        try (device) {
            Buffer x = device.allocate(70_001);
            device.fill(x, 3);
            device.updates().scale(x, .5f);
            assertThat(device.sumOfSquares(x)).isCloseTo(70_001 * 2.25, within(1e-6));
        }
    }
}
