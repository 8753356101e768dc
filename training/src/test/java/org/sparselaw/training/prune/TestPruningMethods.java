package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

class TestPruningMethods {
    private final Device device = new NaiveDevice();

    @Test
    void constantIsPrunedBeforeTheFirstStep() {
        Parameter w = parameter(.1f, -4, 3, .2f);
        Pruner pruner = pruner(.5, new Constant(), new Magnitude(), w);
        pruner.begin();
        assertThat(w.weights().toArray()).containsExactly(0, -4, 3, 0);
        assertThat(pruner.sparsity()).isEqualTo(.5);
    }

    @Test
    void acdcGivesBackWhatADensePhaseNeeds() {
        Parameter w = parameter(1, 2, 3, 4);
        Pruner pruner = pruner(.5, new Acdc(1, 1, 9), new Magnitude(), w);
        pruner.begin();
        pruner.update(0);
        assertThat(pruner.mask(w)).isNull();
        pruner.update(1);
        device.applyMask(w.weights(), pruner.mask(w));
        assertThat(w.weights().toArray()).containsExactly(0, 0, 3, 4);
        pruner.update(2);
        assertThat(pruner.mask(w).kept()).isEqualTo(4);
        assertThat(pruner.sparsity()).isZero();
        w.weights().set(new float[] {9, 0, 3, 4});
        pruner.update(3);
        assertThat(pruner.mask(w).toBits()).containsExactly(0b1001);
    }

    @Test
    void straightThroughTrainsDenseWeightsBehindTheMask() {
        Parameter w = parameter(1, 2, 3, 4);
        Pruner pruner = pruner(.5, new Constant(), new StraightThrough(2, .25), w);
        pruner.begin();
        assertThat(w.weights().toArray()).containsExactly(0, 0, 3, 4);
        Parameter dense = pruner.trained().get(0);
        assertThat(dense.weights().toArray()).containsExactly(1, 2, 3, 4);
        assertThat(dense.gradients()).isSameAs(w.gradients());
        assertThat(pruner.optimizerMask(dense)).isNull();

        // The optimiser moves dense weights; those that are not kept shrink by a quarter besides.
        dense.weights().set(new float[] {8, 2, 3, 4});
        pruner.finish();
        assertThat(w.weights().toArray()).containsExactly(0, 0, 3, 4);
        assertThat(dense.weights().toArray()).containsExactly(6, 1.5f, 3, 4);
        pruner.update(1);
        assertThat(pruner.mask(w).toBits()).containsExactly(0b1100);
        pruner.update(2);
        pruner.finish();
        assertThat(w.weights().toArray()).containsExactly(6, 0, 0, 4);
    }

    @Test
    void riglGrowsWhereTheGradientIsGreatest() {
        Parameter w = parameter(new float[10]);
        Pruner pruner = pruner(.6, new Constant(), new Rigl(1, 100, .5), w);
        pruner.begin();
        pruner.restore(0, Map.of("w", new long[] {0b0000001111}));
        w.weights().set(new float[] {3, .1f, -2, .2f, 0, 0, 0, 0, 0, 0});
        w.gradients().set(new float[] {9, 9, 9, 9, 1, -5, 0, 2, 4, 0});
        // Four kept, half of them exchanged at first: 1 and 3 go, 5 and 8 come.
        pruner.update(1);
        assertThat(pruner.mask(w).toBits()).containsExactly(0b0100100101);
        assertThat(pruner.mask(w).kept()).isEqualTo(4);
        assertThat(w.weights().toArray()[5]).isZero();
        assertThat(w.weights().toArray()[8]).isZero();
    }

    @Test
    void theShareOfRiglFallsAlongACosine() {
        Rigl rigl = new Rigl(10, 100, .3);
        assertThat(List.of(0L, 10L, 15L, 90L, 100L, 110L).stream().map(rigl::exchanges))
                .containsExactly(false, true, false, true, false, false);
        assertThat(rigl.share(0)).isEqualTo(.3);
        assertThat(rigl.share(50)).isCloseTo(.15, within(1e-12));
        assertThat(rigl.share(100)).isZero();
        assertThat(new SparseEvolution(10, 100, .3).share(90)).isEqualTo(.3);
        // No more than there are to grow.
        assertThat(rigl.exchanged(0, 100, 90)).isEqualTo(10);
        assertThat(rigl.exchanged(0, 100, 50)).isEqualTo(15);
    }

    /** What is dropped, what is grown and at which value, over a whole run of both. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void exchangesKeepTheCountAndGrowFromZero(boolean gradients) {
        int size = 400;
        Random random = new Random(3);
        Parameter w = parameter(normal(random, size));
        PruningMethod method = gradients ? new Rigl(5, 50, .3) : new SparseEvolution(5, 50, .3);
        Pruner pruner = pruner(.8, new Constant(), method, w);
        pruner.begin();
        assertThat(device.nonZeros(w.weights())).isEqualTo(80);
        int exchanges = 0;
        for (long step = 0; step < 60; step++) {
            long[] before = pruner.mask(w).toBits();
            w.gradients().set(normal(random, size));
            pruner.update(step);
            long[] after = pruner.mask(w).toBits();
            assertThat(pruner.mask(w).kept()).isEqualTo(80);
            int grown = 0;
            for (int i = 0; i < size; i++) {
                if (bit(after, i) && !bit(before, i)) {
                    grown++;
                    assertThat(w.weights().toArray()[i]).isZero();
                }
            }
            int expected = (int) Math.rint(((DropAndGrow) method).share(step) * 80);
            assertThat(grown).isEqualTo(((DropAndGrow) method).exchanges(step) ? expected : 0);
            exchanges += grown > 0 ? 1 : 0;
            float[] moved = w.weights().toArray();
            for (int i = 0; i < size; i++) {
                moved[i] += .1f * (float) random.nextGaussian();
            }
            w.weights().set(moved);
            device.applyMask(w.weights(), pruner.mask(w));
        }
        assertThat(exchanges).isEqualTo(9);
    }

    @Test
    void randomMasksAreAFunctionOfSeedAndName() {
        long[] first = randomMask(1, "w");
        assertThat(randomMask(1, "w")).isEqualTo(first);
        assertThat(randomMask(2, "w")).isNotEqualTo(first);
        assertThat(randomMask(1, "v")).isNotEqualTo(first);
    }

    private long[] randomMask(long seed, String name) {
        Parameter w = parameter(name, new float[64]);
        Pruning pruning =
                new Pruning(.5, new Constant(), new Uniform(), new Unstructured(), new SparseEvolution(1, 9, .3));
        Pruner pruner = new Pruner(device, pruning, List.of(w), seed);
        pruner.begin();
        pruner.update(1);
        return pruner.mask(w).toBits();
    }

    /** Every pattern with every distribution on the way to its end: nothing returns, and counts are those planned. */
    @ParameterizedTest
    @CsvSource({
        "unstructured, uniform, .75",
        "unstructured, erdos-renyi, .9",
        "global, uniform, .75",
        "global, erdos-renyi, .75",
        "2:4, uniform, .5",
        "2:4, uniform, .75",
        "1:4-output, uniform, .75",
        "4:8, uniform, .5",
        "block-2x4, uniform, .6",
        "block-4x2, erdos-renyi, .8"
    })
    void nothingReturnsWhileTheSparsityRisesAndCountsAreThosePlanned(
            String pattern, String distribution, double sparsity) {
        List<TensorSpec> tensors = T5Config.of(64, 16, 2, 8, 1, 1, 24).tensors();
        Random random = new Random(1);
        List<Parameter> parameters = tensors.stream()
                .map(t -> new Parameter(t, buffer(normal(random, t.size())), device.allocate(t.size())))
                .toList();
        Pruning pruning = new Pruning(
                sparsity,
                new Gradual(0, 12, 3, 1),
                SparsityDistribution.named(distribution),
                SparsityPattern.named(pattern),
                new Magnitude());
        pruning.check(tensors);
        Pruner pruner = new Pruner(device, pruning, parameters, 1);
        pruner.begin();
        Map<String, long[]> before = new LinkedHashMap<>();
        for (long step = 0; step < 14; step++) {
            pruner.update(step);
            pruner.masks().forEach((name, mask) -> {
                long[] now = mask.toBits();
                long[] old = before.put(name, now);
                for (int i = 0; old != null && i < now.length; i++) {
                    assertThat(now[i] & ~old[i]).isZero();
                }
            });
            for (Parameter p : parameters) {
                float[] moved = p.weights().toArray();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += .1f * (float) random.nextGaussian();
                }
                p.weights().set(moved);
                if (pruner.mask(p) != null) {
                    device.applyMask(p.weights(), pruner.mask(p));
                }
            }
        }
        assertThat(pruner.nonZeros()).isEqualTo(pruning.finalNonZeros(tensors));
        if (SparsityPattern.named(pattern) instanceof NOfM groups) {
            parameters.stream().filter(p -> p.role() == Role.KERNEL).forEach(p -> assertGroups(groups, p));
        }
    }

    private static void assertGroups(NOfM groups, Parameter p) {
        int columns = p.spec().fanIn();
        boolean along = groups.name().endsWith("output");
        Map<Integer, Integer> kept = new LinkedHashMap<>();
        float[] weights = p.weights().toArray();
        for (int i = 0; i < weights.length; i++) {
            int row = i / columns;
            int column = i % columns;
            int group = along ? row / groups.m() * columns + column : i / groups.m();
            kept.merge(group, weights[i] == 0 ? 0 : 1, Integer::sum);
        }
        assertThat(kept).hasSize(weights.length / groups.m());
        assertThat(kept.values()).allMatch(count -> count <= groups.n());
    }

    @Test
    void masksAreRestoredByName() {
        Parameter w = parameter(1, 2, 3, 4);
        Pruner first = pruner(.5, new Gradual(0, 4, 1, 2), new Magnitude(), w);
        first.begin();
        first.update(0);
        first.update(1);
        Pruner second = pruner(.5, new Gradual(0, 4, 1, 2), new Magnitude(), w);
        second.restore(2, Map.of("w", first.masks().get("w").toBits()));
        assertThat(second.mask(w).toBits()).isEqualTo(first.mask(w).toBits());
        assertThat(second.sparsity()).isEqualTo(first.sparsity()).isEqualTo(.125);
    }

    private static boolean bit(long[] bits, int index) {
        return (bits[index / 64] >>> index & 1) == 1;
    }

    private static float[] normal(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private Pruner pruner(double sparsity, PruningSchedule schedule, PruningMethod method, Parameter w) {
        Pruning pruning = new Pruning(sparsity, schedule, new Uniform(), new Unstructured(), method);
        return new Pruner(device, pruning, List.of(w), 7);
    }

    private Parameter parameter(float... weights) {
        return parameter("w", weights);
    }

    private Parameter parameter(String name, float... weights) {
        return new Parameter(
                new TensorSpec(name, List.of(1, weights.length), Role.KERNEL),
                buffer(weights),
                device.allocate(weights.length));
    }

    private Buffer buffer(float... values) {
        Buffer buffer = device.allocate(values.length);
        buffer.set(values);
        return buffer;
    }
}
