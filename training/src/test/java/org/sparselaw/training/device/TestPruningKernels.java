package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.training.device.Twins.Kept;
import org.sparselaw.training.device.Twins.Side;
import org.sparselaw.training.device.Twins.Tensor;

class TestPruningKernels {
    private static final String DEVICES = "org.sparselaw.training.device.TestedDevices#all";

    @ParameterizedTest
    @MethodSource(DEVICES)
    void theGreatestOfSeveralTensorsByHand(Device device) {
        try (device) {
            Mask first = device.allocateMask(3);
            Mask second = device.allocateMask(4);
            List<Buffer> w = List.of(buffer(device, 1, -5, 2), buffer(device, 2, 3, -2, 0));
            device.pruning().globalMagnitudeMask(w, 4, List.of(first, second));
            // 5, 3, then the twos: that of the first tensor, then the lower index.
            assertThat(first.toBits()).containsExactly(0b110);
            assertThat(second.toBits()).containsExactly(0b0011);
            assertThat(List.of(first.kept(), second.kept())).containsExactly(2, 2);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void groupsAlongTheInputByHand(Device device) {
        try (device) {
            Buffer w = buffer(device, 1, -2, 3, 4, /**/ 5, 5, -5, 5, /**/ 0, 9, 0, 0, /**/ -8, 7, 6, .5f);
            assertThat(mask(device, w, m -> device.pruning().nOfMMask(w, 8, 2, 4, GroupAxis.INPUT, 8, m)))
                    .isEqualTo(0b0011_0011_0011_1100);
            // Two more than the 8 of 2:4: of what is outside, 6 and the first 5 of the two that are left.
            assertThat(mask(device, w, m -> device.pruning().nOfMMask(w, 8, 2, 4, GroupAxis.INPUT, 10, m)))
                    .isEqualTo(0b0111_0011_0111_1100);
            // Three fewer: the least of those inside, 0, 3 and 4, are not kept.
            assertThat(mask(device, w, m -> device.pruning().nOfMMask(w, 8, 2, 4, GroupAxis.INPUT, 5, m)))
                    .isEqualTo(0b0011_0010_0011_0000);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void groupsAlongTheOutputByHand(Device device) {
        try (device) {
            // Columns (1, 4, 2, 3) and (9, 8, 9, 9).
            Buffer w = buffer(device, 1, 9, -4, 8, 2, 9, 3, 9);
            assertThat(mask(device, w, m -> device.pruning().nOfMMask(w, 2, 2, 4, GroupAxis.OUTPUT, 4, m)))
                    .isEqualTo(0b01_10_01_10);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void blocksByHand(Device device) {
        try (device) {
            // Blocks of 2 x 2: 1 + 2 + 3 + 4, then 4 + 0 + 7 + 0; below 1 + 1 + 9 + 0 and 5 + 5 + 1 + 0.
            Buffer w = buffer(device, 1, 2, 4, 0, /**/ 3, -4, -7, 0, /**/ 1, 1, 5, 5, /**/ 9, 0, 1, 0);
            assertThat(mask(device, w, m -> device.pruning().blockMask(w, 4, 2, 2, 2, m)))
                    .isEqualTo(0b0011_0011_1100_1100);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void dropAndGrowByHand(Device device) {
        try (device) {
            Buffer w = buffer(device, .3f, 0, -.1f, 0, .1f, .2f);
            Buffer score = buffer(device, 9, 1, 9, -2, 9, 9);
            // Kept 0, 2, 4, 5. Of the two of magnitude .1 the later one is dropped; 3 has the greater score.
            assertThat(mask(device, w, m -> {
                        m.set(new long[] {0b110101});
                        device.pruning().dropAndGrow(w, score, 1, m);
                    }))
                    .isEqualTo(0b101101);
            assertThat(mask(device, w, m -> {
                        m.set(new long[] {0b110101});
                        device.pruning().dropAndGrow(w, score, 2, m);
                    }))
                    .isEqualTo(0b101011);
            assertThat(mask(device, w, m -> {
                        m.set(new long[] {0b110101});
                        device.pruning().dropAndGrow(w, score, 0, m);
                    }))
                    .isEqualTo(0b110101);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void onlyThePrunedAreScaled(Device device) {
        try (device) {
            Buffer w = buffer(device, 4, -4, 4);
            Mask mask = device.allocateMask(3);
            mask.set(new long[] {0b100});
            device.pruning().scalePruned(w, mask, .25f);
            assertThat(w.toArray()).containsExactly(new float[] {1, -1, 4}, within(0f));
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void allAgreeWithSortingOnManyShapes(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            int[][] shapes = {{4, 4}, {8, 12}, {12, 20}, {20, 4}, {4, 100}};
            for (int[] shape : shapes) {
                for (int levels : new int[] {2, 30, 1_000_000}) {
                    agree(twins, shape[0], shape[1], levels);
                }
            }
        }
    }

    private static void agree(Twins twins, int rows, int columns, int levels) {
        int size = rows * columns;
        Tensor w = discrete(twins, size, levels);
        Tensor other = discrete(twins, 17, levels);
        Tensor score = discrete(twins, size, levels);
        Kept second = twins.mask(17);
        for (int keep : new int[] {1, size / 4, size / 2, size - 1, size}) {
            List<BiConsumer<Side, Mask>> kernels = new ArrayList<>();
            kernels.add((side, mask) -> side.device()
                    .pruning()
                    .globalMagnitudeMask(
                            List.of(side.of(other), side.of(w)), keep + 3, List.of(side.of(second), mask)));
            for (GroupAxis axis : GroupAxis.values()) {
                kernels.add(
                        (side, mask) -> side.device().pruning().nOfMMask(side.of(w), columns, 1, 4, axis, keep, mask));
                kernels.add(
                        (side, mask) -> side.device().pruning().nOfMMask(side.of(w), columns, 2, 4, axis, keep, mask));
            }
            kernels.add(
                    (side, mask) -> side.device().pruning().blockMask(side.of(w), columns, 2, 4, (keep + 7) / 8, mask));
            for (BiConsumer<Side, Mask> kernel : kernels) {
                Kept mask = twins.mask(size);
                twins.run(side -> kernel.accept(side, side.of(mask)));
                mask.assertSame();
                int count = Math.min(mask.exact().kept(), size - mask.exact().kept()) / 2;
                twins.run(
                        side -> side.device().pruning().dropAndGrow(side.of(w), side.of(score), count, side.of(mask)));
                mask.assertSame();
            }
            second.assertSame();
        }
    }

    /** Numbers of which many are equal, extremes among them. */
    private static Tensor discrete(Twins twins, int size, int levels) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (twins.below(2 * levels) - levels) * 1e-3f;
        }
        values[twins.below(size)] = Float.MAX_VALUE;
        values[twins.below(size)] = -Float.MIN_VALUE;
        values[twins.below(size)] = Float.NEGATIVE_INFINITY;
        values[twins.below(size)] = -0f;
        return twins.of(values);
    }

    private static Buffer buffer(Device device, float... values) {
        Buffer buffer = device.allocate(values.length);
        buffer.set(values);
        return buffer;
    }

    private static long mask(Device device, Buffer w, Consumer<Mask> kernel) {
        Mask mask = device.allocateMask(w.size());
        kernel.accept(mask);
        long bits = mask.toBits()[0];
        assertThat(mask.kept()).isEqualTo(Long.bitCount(bits));
        return bits;
    }
}
