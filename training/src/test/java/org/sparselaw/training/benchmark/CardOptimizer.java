package org.sparselaw.training.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.TestedCard;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.TensorSpec.Role;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Optimizer;

/**
 * How many bytes a second an optimiser moves that steps over all tensors of a model, linear maps under masks, beside a plain copy
 * of as many numbers. A mask counts as the bit a weight that it is.
 */
final class CardOptimizer {
    private static final int STEPS = 8;
    private static final double LEAST_OF_COPY = 0.8;

    private final Device device;
    private final QueuedTime time;
    private final List<Parameter> parameters;
    private final Map<Parameter, Mask> masks = new LinkedHashMap<>();
    private final int size;
    private final double copy;

    private CardOptimizer(Device device, BenchmarkModel benchmark) {
        this.device = device;
        time = new QueuedTime(device);
        parameters = benchmark.architecture().tensors().stream()
                .map(tensor -> new Parameter(tensor, random(tensor.size(), 1), random(tensor.size(), 2)))
                .toList();
        for (Parameter parameter : parameters) {
            if (parameter.role() == Role.KERNEL) {
                Mask mask = device.allocateMask(parameter.size());
                device.magnitudeMask(parameter.weights(), parameter.size() / 4, mask);
                masks.put(parameter, mask);
            }
        }
        size = parameters.stream().mapToInt(Parameter::size).sum();
        Buffer from = device.allocate(size);
        Buffer to = device.allocate(size);
        copy = 2.0 * Float.BYTES * size / time.seconds(STEPS, () -> device.copy(from, to));
    }

    private Buffer random(int size, long seed) {
        Buffer buffer = device.allocate(size);
        buffer.set(RandomNumbers.uniform(size, seed));
        return buffer;
    }

    /** @param arguments the file of models, name of the model */
    public static void main(String[] arguments) {
        BenchmarkModel benchmark = BenchmarkModel.read(Path.of(arguments[0]), arguments[1]);
        try (Device device = TestedCard.all().get(0).open(Precision.F32)) {
            System.out.printf("%s on %s%n", benchmark.name(), device.description());
            new CardOptimizer(device, benchmark).run();
        }
    }

    private void run() {
        System.out.printf(
                Locale.ROOT,
                "copy of %.1f M numbers: %.0f GB/s; %d tensors, %d of them masked%n",
                size / 1e6,
                copy / 1e9,
                parameters.size(),
                masks.size());
        // The update of a weight needs sums over all of its tensor, so AdaFactor reads everything twice.
        bar("AdaFactor", 8, new Algorithm.Unfactored());
        bar("AdamW", 7, new Algorithm.Adam(.9, .999, 1e-8, .01));
        report("AdaFactor, factored", 6, new Algorithm.Factored());
        report("SGD with momentum", 5, new Algorithm.Sgd(.9, .01));
    }

    private void bar(String name, int numbers, Algorithm algorithm) {
        Bar.atLeast(name + ": bytes/s over the copy's", report(name, numbers, algorithm), LEAST_OF_COPY);
    }

    /** @param numbers read and written, a weight */
    private double report(String name, int numbers, Algorithm algorithm) {
        Optimizer optimizer = algorithm.on(device, parameters);
        double seconds = time.seconds(STEPS, () -> optimizer.update(9, 1e-9, masks::get));
        double bits = masks.keySet().stream().mapToDouble(Parameter::size).sum();
        double speed = ((double) numbers * Float.BYTES * size + bits / Byte.SIZE) / seconds;
        System.out.printf(
                Locale.ROOT,
                "%s: %.3f ms, %.0f GB/s of %d numbers a weight, %.1f %% of the copy%n",
                name,
                1e3 * seconds,
                speed / 1e9,
                numbers,
                100 * speed / copy);
        return speed / copy;
    }
}
