package org.sparselaw.training.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Optimizer;

/**
 * The speed of whole training steps, forward, backward and optimizer, with a breakdown by kernel; {@code training/benchmark}
 * starts it and PyTorch's side.
 *
 * <p>Two floors of a step, both for the FLOP of its matrix products alone (of causal attention the seen half): at the rate of
 * large products, 2048 x 2048 x 2048, which is the strict one, and as the sum of the step's own products, each run alone. Large
 * products run before and after every step, and the step is held against those beside it: on a shared machine the speed of
 * everything moves within seconds. The median counts, of times and of ratios; of the own products the fastest does.
 */
final class TrainingBenchmark {
    private static final int WARM_UP = 4;

    private TrainingBenchmark() {}

    /** @param arguments the file of models, name of the model, threads, seconds, f32 or bf16 */
    public static void main(String[] arguments) {
        BenchmarkModel model = BenchmarkModel.read(Path.of(arguments[0]), arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        Precision precision = Precision.valueOf(arguments[4].toUpperCase(Locale.ROOT));
        double seconds = Double.parseDouble(arguments[3]);
        try (Device device = Devices.open("cpu", threads, precision)) {
            run(model, device, seconds);
        }
    }

    private static void run(BenchmarkModel benchmark, Device device, double seconds) {
        KernelProfile profile = new KernelProfile();
        Device watched = profile.around(device);
        Model model = benchmark.on(watched);
        model.initialise(1);
        Optimizer optimizer = new Algorithm.Adam(0.9, 0.999, 1e-8, 0.01).on(watched, model.parameters());
        Batch batch = benchmark.batch(7);
        LargeProduct large = new LargeProduct(device);
        for (int i = 0; i < WARM_UP; i++) {
            step(model, optimizer, batch, i);
            large.seconds();
        }
        profile.reset();
        List<Double> times = new ArrayList<>();
        List<Double> larges = new ArrayList<>(List.of(large.seconds()));
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (times.size() < 3 || System.nanoTime() < end) {
            long start = System.nanoTime();
            step(model, optimizer, batch, WARM_UP + times.size());
            times.add((System.nanoTime() - start) / 1e9);
            larges.add(large.seconds());
        }
        double step = median(times);
        double flop = profile.flop() / times.size();
        double rate = LargeProduct.FLOP / median(larges);
        double overFloor = median(IntStream.range(0, times.size())
                .mapToObj(i -> times.get(i) / flop * LargeProduct.FLOP * 2 / (larges.get(i) + larges.get(i + 1)))
                .toList());
        double mean = times.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double own = ownProducts(device, profile.products(), times.size());

        System.out.printf(Locale.ROOT, "%s on %s%n", benchmark.name(), device.description());
        profile.print(times.size(), mean);
        System.out.printf(
                Locale.ROOT,
                "  %.1f GFLOP a step in matrix products; large products %.0f GFLOP/s: floor %.1f ms; own products alone,"
                        + " without attention: %.1f ms%n",
                flop / 1e9,
                rate / 1e9,
                1e3 * flop / rate,
                1e3 * own);
        System.out.printf(
                Locale.ROOT, "  step %.1f ms (median of %d): %.3f of the floor%n", 1e3 * step, times.size(), overFloor);
        System.out.printf(
                Locale.ROOT, "RESULT %s %.1f %.4f%n", benchmark.name(), benchmark.tokensPerStep() / step, overFloor);
    }

    private static void step(Model model, Optimizer optimizer, Batch batch, int step) {
        model.trainStep(batch);
        optimizer.update(step, 1e-4, parameter -> null);
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** What the rate of the floor is taken from. */
    private static final class LargeProduct {
        private static final int SIZE = 2048;
        private static final int REPEATS = 3;
        private static final double FLOP = 2.0 * SIZE * SIZE * SIZE;

        private final Device device;
        private final Matrix[] matrices = new Matrix[3];

        LargeProduct(Device device) {
            this.device = device;
            for (int i = 0; i < matrices.length; i++) {
                Buffer buffer = device.allocate(SIZE * SIZE);
                device.fill(buffer, 1e-3f);
                matrices[i] = Matrix.of(buffer, SIZE, SIZE);
            }
        }

        /** Of one product, on average over some. */
        double seconds() {
            long start = System.nanoTime();
            for (int i = 0; i < REPEATS; i++) {
                device.matmul(1, matrices[0], matrices[1], 0, matrices[2]);
            }
            return (System.nanoTime() - start) / 1e9 / REPEATS;
        }
    }

    /** Seconds a step of its products when each is repeated alone. */
    private static double ownProducts(Device device, Map<KernelProfile.Product, Integer> products, int steps) {
        double sum = 0;
        for (Map.Entry<KernelProfile.Product, Integer> entry : products.entrySet()) {
            KernelProfile.Product p = entry.getKey();
            sum += fastest(5, () -> device.matmul(p.alpha(), p.a(), p.b(), p.beta(), p.c())) * entry.getValue();
        }
        return sum / steps;
    }

    /** Seconds. */
    private static double fastest(int repeats, Runnable call) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            call.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }
}
