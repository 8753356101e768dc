package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.model.Model;

/** How long a step of a run takes here, by doing a few of them. Nothing is written. */
public final class StepTime {
    private static final int LEAST_STEPS = 3;
    private static final double LEAST_SECONDS = 0.5;

    private StepTime() {}

    /** Seconds a step, the shortest of those done in half a second, or of three: the first ones run code not compiled yet. */
    public static double seconds(RunSpec spec, TrainingSet set) {
        try (Device device = Devices.open(spec.device(), spec.threads(), spec.precision())) {
            Model model = spec.task().model(device, spec.batch());
            RunLoop loop = new RunLoop(
                    spec, set, device, model, InitialState.random(spec), Optional.empty(), RunListener.NONE);
            double shortest = Double.POSITIVE_INFINITY;
            double sum = 0;
            for (int i = 0; i < LEAST_STEPS || sum < LEAST_SECONDS; i++) {
                long start = System.nanoTime();
                loop.step();
                double seconds = (System.nanoTime() - start) / 1e9;
                shortest = Math.min(shortest, seconds);
                sum += seconds;
            }
            return shortest;
        }
    }
}
