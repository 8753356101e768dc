package org.sparselaw.training.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Optimizer;

/**
 * Resident memory over 2,000 steps of one run, then over 50 runs in the same process; ends with exit code 1 when it grows by more
 * than 1 % from the first tenth of either to its end. To be started with a Java heap of fixed size, so that only what lies
 * outside of it can grow.
 */
final class MemoryCheck {
    private static final int STEPS = 2000;
    /**
     * Runs that are not counted: Java compiles during them, and keeps the arenas of its compilers in a pool (some 20 MB by its
     * native memory tracking).
     */
    private static final int RUNS_BEFORE = 10;

    private static final int RUNS = 50;
    private static final int STEPS_A_RUN = 20;
    private static final double TOLERANCE = 0.01;

    private MemoryCheck() {}

    /** @param arguments the file of models, name of the model */
    public static void main(String[] arguments) throws IOException {
        BenchmarkModel benchmark = BenchmarkModel.read(Path.of(arguments[0]), arguments[1]);
        double grown = Math.max(steps(benchmark), runs(benchmark));
        System.out.printf(Locale.ROOT, "greatest growth %.2f %%, at most %.0f %%%n", 100 * grown, 100 * TOLERANCE);
        System.exit(grown > TOLERANCE ? 1 : 0);
    }

    private static double steps(BenchmarkModel benchmark) throws IOException {
        try (Device device = Devices.open("cpu", 2, Precision.F32)) {
            Model model = benchmark.on(device);
            model.initialise(1);
            Optimizer optimizer = new Algorithm.Adam(0.9, 0.999, 1e-8, 0.01).on(device, model.parameters());
            long first = 0;
            for (int step = 1; step <= STEPS; step++) {
                model.trainStep(benchmark.batch(step));
                optimizer.update(step - 1, 1e-4, parameter -> null);
                if (step % (STEPS / 10) == 0) {
                    first = first == 0 ? residentKibibytes() : first;
                    System.out.printf(Locale.ROOT, "step %5d: %,9d KiB resident%n", step, residentKibibytes());
                }
            }
            return (double) residentKibibytes() / first - 1;
        }
    }

    private static double runs(BenchmarkModel benchmark) throws IOException {
        long first = 0;
        for (int run = 1 - RUNS_BEFORE; run <= RUNS; run++) {
            try (Device device = Devices.open("cpu", 2, Precision.F32)) {
                Model model = benchmark.on(device);
                model.initialise(run);
                for (int step = 0; step < STEPS_A_RUN; step++) {
                    model.trainStep(benchmark.batch(step));
                }
            }
            if (run == 0) {
                first = residentKibibytes();
            }
            if (run % (RUNS / 10) == 0) {
                System.out.printf(Locale.ROOT, "run %5d: %,9d KiB resident%n", run, residentKibibytes());
            }
        }
        return (double) residentKibibytes() / first - 1;
    }

    private static long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
