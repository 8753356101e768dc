package org.sparselaw.training.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.sparselaw.training.run.Accounting;

/**
 * How long the runs of a plan will take, reckoned from the steps of a few of them. Runs of other models take the FLOP a second of
 * the measured one whose steps are nearest in FLOP.
 */
final class ExpectedTimes {
    private final TreeMap<Double, Double> flopPerSecond = new TreeMap<>();

    private ExpectedTimes() {}

    /**
     * @param most models that are measured; the smallest and the greatest are among them
     * @param secondsPerStep measures a run's step
     */
    static ExpectedTimes measured(SweepPlan plan, int most, ToDoubleFunction<PlannedRun> secondsPerStep) {
        TreeMap<Double, PlannedRun> models = new TreeMap<>();
        plan.runs().forEach(run -> models.putIfAbsent(flopPerStep(run), run));
        List<PlannedRun> sorted = List.copyOf(models.values());
        int measured = Math.min(most, sorted.size());
        ExpectedTimes times = new ExpectedTimes();
        for (int i = 0; i < measured; i++) {
            PlannedRun run = sorted.get(measured == 1 ? 0 : i * (sorted.size() - 1) / (measured - 1));
            times.flopPerSecond.put(flopPerStep(run), flopPerStep(run) / secondsPerStep.applyAsDouble(run));
        }
        return times;
    }

    /** Of one run, validation left out. */
    double seconds(PlannedRun run) {
        double flop = flopPerStep(run);
        Map.Entry<Double, Double> below = flopPerSecond.floorEntry(flop);
        Map.Entry<Double, Double> above = flopPerSecond.ceilingEntry(flop);
        boolean nearerBelow = above == null || (below != null && flop / below.getKey() < above.getKey() / flop);
        return flop * run.spec().steps() / (nearerBelow ? below : above).getValue();
    }

    /** Of all together when some run at once, each taken up, in the plan's order, as soon as there is room; waves wait. */
    double seconds(SweepPlan plan, int atOnce) {
        return plan.waves().stream()
                .mapToDouble(wave -> {
                    PriorityQueue<Double> freeAt = new PriorityQueue<>();
                    for (int i = 0; i < atOnce; i++) {
                        freeAt.add(0.0);
                    }
                    wave.runs().forEach(run -> freeAt.add(freeAt.remove() + seconds(run)));
                    return freeAt.stream().max(Comparator.naturalOrder()).orElseThrow();
                })
                .sum();
    }

    int measured() {
        return flopPerSecond.size();
    }

    private static double flopPerStep(PlannedRun run) {
        return new Accounting(run.spec()).executedFlopPerStep();
    }
}
