package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

class TestPruner {
    private final Device device = new NaiveDevice();

    @Test
    void masksKeepWhatTheTableByHandKeeps() {
        // S = .75 over steps 0 and 1: progress 1 - (1/2)^3 = 7/8 keeps round(8 (1 - .65625)) = 3, then 1 keeps 2.
        Parameter w = parameter("w", Role.KERNEL, List.of(2, 4), .1f, -.9f, .3f, .9f, -.2f, 0f, -.3f, .05f);
        Pruner pruner = pruner(.75, new Gradual(0, 2, 3, 1), w);
        pruner.update(0);
        assertThat(pruner.mask(w).toBits()).containsExactly(0b0000_1110L);
        pruner.update(1);
        assertThat(pruner.mask(w).toBits()).containsExactly(0b0000_1010L);
    }

    @Test
    void betweenRecomputationsMasksStay() {
        Parameter w = parameter("w", Role.KERNEL, List.of(1, 4), 1f, 2f, 3f, 4f);
        Pruner pruner = pruner(.5, new Gradual(2, 12, 1, 5), w);
        pruner.update(1);
        assertThat(pruner.mask(w)).isNull();
        pruner.update(7);
        // Step 7: progress 6/10, sparsity .3, round(2.8) = 3 kept.
        assertThat(pruner.mask(w).toBits()).containsExactly(0b1110L);
        w.weights().set(new float[] {9f, 2f, 3f, 4f});
        pruner.update(8);
        assertThat(pruner.mask(w).toBits()).containsExactly(0b1110L);
        pruner.update(11);
        assertThat(pruner.mask(w).toBits()).containsExactly(0b1001L);
    }

    @Test
    void whatIsPrunedNeverReturns() {
        int size = 300;
        Random random = new Random(5);
        float[] start = new float[size];
        for (int i = 0; i < size; i++) {
            start[i] = (float) random.nextGaussian();
        }
        Parameter w = parameter("w", Role.KERNEL, List.of(10, 30), start);
        Pruner pruner = pruner(.875, new Gradual(0, 40, 3, 1), w);
        long[] before = null;
        for (long step = 0; step < 60; step++) {
            pruner.update(step);
            long[] bits = pruner.mask(w).toBits();
            for (int i = 0; before != null && i < bits.length; i++) {
                assertThat(bits[i] & ~before[i]).isZero();
            }
            before = bits;
            // An optimiser step: every weight moves, the pruned ones are 0 again after it.
            float[] moved = w.weights().toArray();
            for (int i = 0; i < size; i++) {
                moved[i] += .1f * (float) random.nextGaussian();
            }
            w.weights().set(moved);
            device.applyMask(w.weights(), pruner.mask(w));
        }
        assertThat(pruner.mask(w).kept()).isEqualTo(38).isEqualTo(device.nonZeros(w.weights()));
    }

    @Test
    void theMasksCountWhatThePlanPromised() {
        List<TensorSpec> tensors = T5Config.of(50, 12, 3, 4, 1, 2, 18).tensors();
        Random random = new Random(1);
        List<Parameter> parameters = tensors.stream()
                .map(t -> {
                    float[] weights = new float[t.size()];
                    for (int i = 0; i < weights.length; i++) {
                        weights[i] = (float) random.nextGaussian();
                    }
                    return new Parameter(t, buffer(weights), device.allocate(t.size()));
                })
                .toList();
        for (double sparsity : new double[] {.3, .5, .75, .875}) {
            Pruning pruning = Pruning.magnitude(sparsity, new Gradual(0, 1, 3, 1));
            Pruner pruner = new Pruner(device, pruning, parameters, 1);
            assertThat(pruner.nonZeros()).isEqualTo(NonZeros.dense(tensors));
            pruner.update(0);
            assertThat(pruner.nonZeros()).isEqualTo(pruning.finalNonZeros(tensors));
        }
    }

    private Pruner pruner(double sparsity, PruningSchedule schedule, Parameter... parameters) {
        return new Pruner(device, Pruning.magnitude(sparsity, schedule), List.of(parameters), 1);
    }

    private Parameter parameter(String name, Role role, List<Integer> shape, float... weights) {
        return new Parameter(new TensorSpec(name, shape, role), buffer(weights), device.allocate(weights.length));
    }

    private Buffer buffer(float... values) {
        Buffer buffer = device.allocate(values.length);
        buffer.set(values);
        return buffer;
    }
}
