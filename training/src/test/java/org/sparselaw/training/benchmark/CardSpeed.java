package org.sparselaw.training.benchmark;

import java.nio.file.Path;
import java.util.Locale;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.MatmulPeak;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.TestedCard;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Optimizer;

/**
 * The speed of whole training steps on the card in bf16, the batch taken from the host anew in each, and the FLOP of the model's
 * products (as {@link Model#flopPerExample} counts them) against what the card could do. Steps run one behind the other and are
 * waited for in rows; of the rows the fastest counts, as on PyTorch's side, {@code pytorch_card_speed.py}.
 */
final class CardSpeed {
    private static final int ROW = 5;
    private static final int WARM_UP = 5;
    private static final float WEIGHT = 0.05f;

    private CardSpeed() {}

    /** @param arguments the file of models, name of the model, seconds, what the card is sold for in FLOP/s of bf16 or 0 */
    public static void main(String[] arguments) {
        BenchmarkModel benchmark = BenchmarkModel.read(Path.of(arguments[0]), arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        double nominal = Double.parseDouble(arguments[3]);
        try (Device device = TestedCard.all().get(0).open(Precision.BF16)) {
            System.out.printf("%s on %s%n", benchmark.name(), device.description());
            Model model = benchmark.on(device);
            initialise(model);
            double step = step(benchmark, device, model, seconds);
            double flop = benchmark.batch() * model.flopPerExample() / step;
            System.out.printf(
                    Locale.ROOT,
                    "step %.2f ms, model %.1f TFLOP/s: %.1f %% of what one large product reaches%s%n",
                    1e3 * step,
                    flop / 1e12,
                    100 * flop / MatmulPeak.flopPerSecond(device),
                    nominal == 0
                            ? ""
                            : String.format(Locale.ROOT, ", %.1f %% of the data sheet", 100 * flop / nominal));
            System.out.printf(Locale.ROOT, "RESULT\t%.1f%n", benchmark.unitsPerStep() / step);
        }
    }

    /** Weights of about the right size: those that training begins with take longer to draw than all else here. */
    private static void initialise(Model model) {
        for (Parameter parameter : model.parameters()) {
            float[] weights =
                    RandomNumbers.uniform(parameter.size(), parameter.name().hashCode());
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= WEIGHT;
            }
            parameter.weights().set(weights);
        }
    }

    /** Seconds a step. */
    private static double step(BenchmarkModel benchmark, Device device, Model model, double seconds) {
        Optimizer optimizer = new Algorithm.Adam(0.9, 0.999, 1e-8, 0.01).on(device, model.parameters());
        Batch batch = benchmark.batch(7);
        QueuedTime time = new QueuedTime(device);
        Runnable step = () -> {
            model.trainStep(batch);
            optimizer.update(9, 1e-4, parameter -> null);
        };
        time.secondsOnce(WARM_UP, step);
        double best = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            best = Math.min(best, time.secondsOnce(ROW, step));
        } while (System.nanoTime() < end);
        return best;
    }
}
