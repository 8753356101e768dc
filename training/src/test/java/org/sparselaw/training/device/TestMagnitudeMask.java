package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.training.device.Twins.Kept;
import org.sparselaw.training.device.Twins.Tensor;

class TestMagnitudeMask {
    private static final String DEVICES = "org.sparselaw.training.device.TestedDevices#all";

    @ParameterizedTest
    @MethodSource(DEVICES)
    void tiesGoToTheLowerIndex(Device device) {
        try (device) {
            assertThat(kept(device, 3, 1, -2, 2, 2, -2, 3)).isEqualTo(0b100110);
            assertThat(kept(device, 1, 0.5f, -0.5f)).isEqualTo(0b01);
            assertThat(kept(device, 2, 0, -0f, 0)).isEqualTo(0b011);
            assertThat(kept(device, 2, 1, 1.0000001f, 0.99999994f, 1)).isEqualTo(0b0011);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void infinityAndNaNAreTheGreatest(Device device) {
        try (device) {
            assertThat(kept(device, 1, 1, Float.NEGATIVE_INFINITY, 9)).isEqualTo(0b010);
            assertThat(kept(device, 1, Float.POSITIVE_INFINITY, Float.NaN, 9)).isEqualTo(0b010);
            assertThat(kept(device, 2, Float.MIN_VALUE, 0, -Float.MIN_VALUE)).isEqualTo(0b101);
        }
    }

    private static long kept(Device device, int keep, float... weights) {
        Buffer w = device.allocate(weights.length);
        w.set(weights);
        Mask mask = device.allocateMask(weights.length);
        device.magnitudeMask(w, keep, mask);
        assertThat(mask.kept()).isEqualTo(keep);
        return mask.toBits()[0];
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void exactCountsWithManyDuplicates(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            Random random = new Random(3);
            for (int size : new int[] {1, 64, 65, 3000}) {
                for (int distinct : new int[] {1, 2, 50, 1_000_000}) {
                    float[] weights = new float[size];
                    for (int i = 0; i < size; i++) {
                        weights[i] = (random.nextInt(2 * distinct) - distinct) * 1e-3f;
                    }
                    Tensor w = twins.of(weights);
                    for (int keep : new int[] {1, (size + 1) / 2, size}) {
                        Kept mask = twins.mask(size);
                        twins.run(side -> side.device().magnitudeMask(side.of(w), keep, side.of(mask)));
                        mask.assertSame();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void aMaskCopiedThroughBitsIsTheSame(Device device) {
        try (device) {
            Mask mask = device.allocateMask(70);
            assertThat(mask.kept()).isEqualTo(70);
            mask.set(new long[] {0x8000000000000001L, 0b100001});
            assertThat(mask.kept()).isEqualTo(4);
            assertThat(mask.toBits()).containsExactly(0x8000000000000001L, 0b100001);
            Buffer w = device.allocate(70);
            device.fill(w, Float.NaN);
            device.applyMask(w, mask);
            assertThat(device.nonZeros(w)).isEqualTo(4);
            assertThat(w.toArray()[1]).isZero();
        }
    }
}
