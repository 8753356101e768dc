package org.sparselaw.training.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.TestedCard;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Optimizer;

/** Training on the card against the same in f32 on the CPU: same weights at first, same data, loss by loss; and again. */
final class CardTraining {
    /** How far a loss may be from the CPU's, as a share of it. */
    private static final Map<Precision, Double> BARS =
            Map.of(Precision.F32, 1e-3, Precision.TF32, 5e-3, Precision.BF16, 2e-2);

    private static final double RATE = 1e-3;
    private static final int MOST_THREADS = 8;

    /** The losses of all steps, and a digest of the weights after them. */
    private record Trace(List<Double> losses, int weights) {}

    private CardTraining() {}

    /** @param arguments the file of models, steps, names of models */
    public static void main(String[] arguments) {
        int steps = Integer.parseInt(arguments[1]);
        for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
            compare(BenchmarkModel.read(Path.of(arguments[0]), name), steps);
        }
    }

    private static void compare(BenchmarkModel benchmark, int steps) {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        Trace cpu = train(benchmark, Devices.open("cpu", threads, Precision.F32), steps);
        for (Precision precision : Precision.values()) {
            Trace card = train(benchmark, card(precision), steps);
            System.out.printf(
                    Locale.ROOT,
                    "%s %s: loss from %.4f to %.4f, on the CPU to %.4f%n",
                    benchmark.name(),
                    precision,
                    card.losses.get(0),
                    card.losses.get(steps - 1),
                    cpu.losses.get(steps - 1));
            String name = benchmark.name() + " " + precision + ": ";
            Bar.atMost(name + "farthest loss from the CPU's", farthest(card.losses, cpu.losses), BARS.get(precision));
            boolean same = card.equals(train(benchmark, card(precision), steps));
            Bar.atMost(name + "runs with other bits", same ? 0 : 1, 0);
        }
    }

    private static Device card(Precision precision) {
        return TestedCard.all().get(0).open(precision);
    }

    private static Trace train(BenchmarkModel benchmark, Device device, int steps) {
        try (device) {
            Model model = benchmark.on(device);
            model.initialise(1);
            Optimizer optimizer = new Algorithm.Adam(0.9, 0.999, 1e-8, 0.01).on(device, model.parameters());
            List<Double> losses = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                losses.add(model.trainStep(LearnableBatch.of(benchmark, step)).mean());
                optimizer.update(step, RATE, parameter -> null);
            }
            int digest = 0;
            for (Parameter parameter : model.parameters()) {
                digest = 31 * digest + Arrays.hashCode(parameter.weights().toArray());
            }
            return new Trace(losses, digest);
        }
    }

    /** A loss that is no number is infinitely far. */
    private static double farthest(List<Double> losses, List<Double> expected) {
        double farthest = 0;
        for (int step = 0; step < expected.size(); step++) {
            double distance = Math.abs(losses.get(step) - expected.get(step)) / expected.get(step);
            farthest = Math.max(farthest, Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
        }
        return farthest;
    }
}
