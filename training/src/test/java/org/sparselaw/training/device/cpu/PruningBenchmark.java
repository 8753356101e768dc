package org.sparselaw.training.device.cpu;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.AdamWStep;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.MomentumStep;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.model.TokenBatch;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Optimizer;
import org.sparselaw.training.prune.Constant;
import org.sparselaw.training.prune.Gradual;
import org.sparselaw.training.prune.Magnitude;
import org.sparselaw.training.prune.Pruner;
import org.sparselaw.training.prune.Pruning;
import org.sparselaw.training.prune.PruningMethod;
import org.sparselaw.training.prune.PruningSchedule;
import org.sparselaw.training.prune.Rigl;
import org.sparselaw.training.prune.SparseEvolution;
import org.sparselaw.training.prune.SparsityPattern;
import org.sparselaw.training.prune.Uniform;

/**
 * What pruning and optimising cost: optimiser steps in GB/s beside a plain copy, on buffers beyond the caches, and the share of
 * training time that masks take at one update every 100 steps. Takes about two minutes; ends with exit code 1 when a mask update
 * takes 1 % of the training time or more, or an optimiser moves less than six tenths of what a copy does.
 *
 * <pre>
 * mvn -q package -DskipTests
 * env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OMP_NUM_THREADS=1 java @conf/jvm.options \
 *     -cp training/target/test-classes:training/target/classes:$(cat training/target/local.classpath) \
 *     org.sparselaw.training.device.cpu.PruningBenchmark
 * </pre>
 *
 * Each figure is the fastest of several calls, on one thread.
 */
final class PruningBenchmark {
    private static final int NUMBERS = 1 << 25;
    private static final int COLUMNS = 1 << 12;
    private static final int STEPS_A_MASK = 100;
    private static final double LEAST_OF_COPY = 0.6;

    private final PrintStream out = System.out;
    private double copy;
    private boolean met = true;

    public static void main(String[] arguments) {
        PruningBenchmark benchmark = new PruningBenchmark();
        try (CpuDevice device = CpuDevice.open(1)) {
            benchmark.out.println(device.description());
            benchmark.optimizers(device);
        }
        try (CpuDevice device = CpuDevice.open(1)) {
            benchmark.masks(device);
        }
        System.exit(benchmark.met ? 0 : 1);
    }

    private void optimizers(Device device) {
        Buffer[] b = new Buffer[4];
        Arrays.setAll(b, i -> device.allocate(NUMBERS));
        fill(b[0], 1);
        fill(b[1], 2);
        Buffer rows = device.allocate(NUMBERS / COLUMNS);
        Buffer columns = device.allocate(COLUMNS);
        Mask mask = device.allocateMask(NUMBERS);
        device.magnitudeMask(b[0], NUMBERS / 4, mask);
        out.printf("%nOptimiser steps on %d M weights: numbers read and written, and GB/s%n", NUMBERS >> 20);
        copy = 2 * Float.BYTES / nanoseconds(() -> device.copy(b[0], b[3]));
        out.printf(Locale.ROOT, "%-28s %2d %6.1f GB/s%n", "copy", 2, copy);
        AdaFactorStep adaFactor = new AdaFactorStep(.9f, 1e-9f, 1, 1e-3f, 1e-30f);
        AdamWStep adamW = new AdamWStep(1e-9f, .9f, .999f, .5f, .5f, 1e-8f, 0);
        MomentumStep momentum = new MomentumStep(1e-9f, .9f, 0);
        for (Mask its : new Mask[] {null, mask}) {
            String masked = its == null ? "" : ", masked";
            int more = its == null ? 0 : 1;
            report("AdaFactor" + masked, 8 + more, () -> device.adaFactor(adaFactor, b[0], b[1], b[2], its));
            report(
                    "AdaFactor, factored" + masked,
                    6 + 3 * more,
                    () -> device.updates().factoredAdaFactor(adaFactor, COLUMNS, b[0], b[1], rows, columns, its));
            report("AdamW" + masked, 7 + more, () -> device.updates().adamW(adamW, b[0], b[1], b[2], b[3], its));
            report(
                    "SGD, momentum" + masked,
                    5 + more,
                    () -> device.updates().momentum(momentum, b[0], b[1], b[2], its));
        }
    }

    private void report(String name, int passes, Runnable step) {
        double speed = passes * Float.BYTES / nanoseconds(step);
        boolean fast = speed >= LEAST_OF_COPY * copy;
        met &= fast;
        out.printf(
                Locale.ROOT,
                "%-28s %2d %6.1f GB/s, %3.0f %% of the copy%s%n",
                name,
                passes,
                speed,
                100 * speed / copy,
                fast ? "" : "  TOO SLOW");
    }

    /** A number. */
    private static double nanoseconds(Runnable call) {
        return fastest(call, 12) / NUMBERS;
    }

    private static double fastest(Runnable call, int calls) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            call.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    /** On a T5 of 12 M weights and 4,096 tokens a step. */
    private void masks(Device device) {
        T5Config config = T5Config.of(8192, 256, 4, 64, 4, 4, 1024);
        Model model = config.on(device, 16, 128, 128);
        model.initialise(1);
        Batch batch = batch();
        Optimizer optimizer = new Algorithm.Unfactored().on(device, model.parameters());
        double step = fastest(
                () -> {
                    model.trainStep(batch);
                    optimizer.update(9, 1e-3, p -> null);
                },
                6);
        out.printf(
                Locale.ROOT,
                "%nMasks of a T5 of %.1f M weights, every %d steps; a step of 4,096 tokens takes %.0f ms%n",
                config.parametersWithEmbeddings() / 1e6,
                STEPS_A_MASK,
                step / 1e6);
        PruningSchedule ramp = new Gradual(0, 10_000, 3, 1);
        for (String pattern : List.of("unstructured", "global", "2:4", "2:4-output", "block-4x4")) {
            share(device, model, pattern, ramp, new Magnitude(), step);
        }
        share(device, model, "unstructured", new Constant(), new Rigl(1, 10_000, .3), step);
        share(device, model, "unstructured", new Constant(), new SparseEvolution(1, 10_000, .3), step);
    }

    private void share(
            Device device, Model model, String pattern, PruningSchedule ramp, PruningMethod method, double step) {
        Pruning pruning = new Pruning(.75, ramp, new Uniform(), SparsityPattern.named(pattern), method);
        Pruner pruner = new Pruner(device, pruning, model.parameters(), 1);
        pruner.begin();
        pruner.update(1);
        double update = fastest(() -> pruner.update(5_000), 8);
        double share = update / (STEPS_A_MASK * step + update);
        boolean cheap = share < 0.01;
        met &= cheap;
        out.printf(
                Locale.ROOT,
                "%-28s %6.1f ms, %.2f ns a weight, %.3f %% of training%s%n",
                method instanceof Magnitude ? pattern : method.name(),
                update / 1e6,
                update / model.parameters().stream().mapToLong(Parameter::size).sum(),
                100 * share,
                cheap ? "" : "  TOO SLOW");
    }

    private static Batch batch() {
        Random random = new Random(1);
        int[] inputs = random.ints(16 * 128, 2, 8000).toArray();
        int[] targets = random.ints(16 * 128, 2, 8000).toArray();
        return new TokenBatch(inputs, targets);
    }

    private static void fill(Buffer buffer, long seed) {
        Random random = new Random(seed);
        float[] values = new float[buffer.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - .5f;
        }
        buffer.set(values);
    }
}
