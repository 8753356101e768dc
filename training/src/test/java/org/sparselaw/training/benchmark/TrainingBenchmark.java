package org.sparselaw.training.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * one large product, 2048 x 2048 x 2048, which is the strict one, and as the sum of the step's own products, each run alone.
 * The large product runs before and after the steps. Of steps and products alike the fastest counts: other load matters least.
 */
final class TrainingBenchmark {
    private static final int LARGE = 2048;
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
        double before = largeProduct(device);
        for (int i = 0; i < WARM_UP; i++) {
            step(model, optimizer, batch, i);
        }
        profile.reset();
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (times.size() < 3 || System.nanoTime() < end) {
            long start = System.nanoTime();
            step(model, optimizer, batch, WARM_UP + times.size());
            times.add((System.nanoTime() - start) / 1e9);
        }
        double step = Collections.min(times);
        double mean = times.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double rate = Math.max(before, largeProduct(device));
        double flop = profile.flop() / times.size();
        double floor = flop / rate;
        double own = ownProducts(device, profile.products(), times.size());

        System.out.printf(Locale.ROOT, "%s on %s%n", benchmark.name(), device.description());
        profile.print(times.size(), mean);
        System.out.printf(
                Locale.ROOT,
                "  %.1f GFLOP a step in matrix products; large product %.0f GFLOP/s: floor %.1f ms; own products alone,"
                        + " without attention: %.1f ms%n",
                flop / 1e9,
                rate / 1e9,
                1e3 * floor,
                1e3 * own);
        System.out.printf(
                Locale.ROOT,
                "  step %.1f ms (fastest of %d): %.3f of the floor%n",
                1e3 * step,
                times.size(),
                step / floor);
        System.out.printf(
                Locale.ROOT, "RESULT %s %.1f %.4f%n", benchmark.name(), benchmark.tokensPerStep() / step, step / floor);
    }

    private static void step(Model model, Optimizer optimizer, Batch batch, int step) {
        model.trainStep(batch);
        optimizer.update(step, 1e-4, parameter -> null);
    }

    /** FLOP/s. */
    private static double largeProduct(Device device) {
        Buffer[] buffers = new Buffer[3];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = device.allocate(LARGE * LARGE);
            device.fill(buffers[i], 1e-3f);
        }
        Matrix a = Matrix.of(buffers[0], LARGE, LARGE);
        Matrix b = Matrix.of(buffers[1], LARGE, LARGE);
        Matrix c = Matrix.of(buffers[2], LARGE, LARGE);
        return 2.0 * LARGE * LARGE * LARGE / fastest(15, () -> device.matmul(1, a, b, 0, c));
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
