package org.sparselaw.training.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.training.prune.Acdc;
import org.sparselaw.training.prune.Constant;
import org.sparselaw.training.prune.Gradual;
import org.sparselaw.training.prune.Magnitude;
import org.sparselaw.training.prune.OneShot;
import org.sparselaw.training.prune.Pruning;
import org.sparselaw.training.prune.PruningMethod;
import org.sparselaw.training.prune.PruningSchedule;
import org.sparselaw.training.prune.Rigl;
import org.sparselaw.training.prune.SparseEvolution;
import org.sparselaw.training.prune.SparsityPattern;
import org.sparselaw.training.prune.StraightThrough;
import org.sparselaw.training.run.Strategy.Method;
import org.sparselaw.training.run.Strategy.Schedule;
import org.sparselaw.training.run.Strategy.Start;

/**
 * How sparse runs are pruned; the section {@code pruning} of {@code training}. Shares are of a run's steps.
 *
 * @param schedule {@code gradual}, {@code one-shot}, {@code constant}, {@code acdc}; RigL and SET are constant
 * @param method {@code magnitude}, {@code straight-through}, {@code rigl}, {@code set}
 * @param start share before pruning: gradual (.25), one-shot (.5), acdc (.1)
 * @param end share after which the masks are final: gradual (.75), acdc (.85), rigl and set (.75)
 * @param power of the gradual ramp (3)
 * @param interval steps between masks or exchanges: gradual, straight-through, rigl, set; at most 100, see
 *     {@link PruningSchedule#interval}
 * @param phase share of an AC/DC phase (.05)
 * @param fraction of the kept weights exchanged: rigl, set (.3)
 * @param decay of pruned weights a step: straight-through (0)
 * @param distribution {@code uniform} or {@code erdos-renyi}
 * @param tensors sparsities by name, as {@link org.sparselaw.training.prune.ByName} has them
 * @param pattern {@code unstructured}, {@code global}, {@code 2:4}, {@code 2:4-output}, {@code block-4x4}, ...
 * @param pretrained where the first weights come from; without it they are random
 */
public record PruningConfig(
        Optional<Schedule> schedule,
        @Default("magnitude") Method method,
        @Range("[0, 1)") Optional<Double> start,
        @Range("(0, 1]") Optional<Double> end,
        @Range("(0, inf)") Optional<Double> power,
        @Range("[1, inf)") Optional<Long> interval,
        @Range("(0, 1)") Optional<Double> phase,
        @Range("(0, 1)") Optional<Double> fraction,
        @Range("[0, 1]") Optional<Double> decay,
        @Default("uniform") Distribution distribution,
        @Default("{}") @Range("[0, 1)") Map<String, Double> tensors,
        @Default("unstructured") String pattern,
        Optional<Pretraining> pretrained) {

    /** How sparsity is spread over tensors. */
    public enum Distribution {
        UNIFORM,
        ERDOS_RENYI
    }

    public PruningConfig {
        SparsityPattern.named(pattern);
        Strategy strategy = new Strategy(Start.SCRATCH, method, schedule.orElse(method.usual()));
        List<String> known = keys(strategy);
        Map<String, Optional<?>> given = new LinkedHashMap<>();
        given.put("start", start);
        given.put("end", end);
        given.put("power", power);
        given.put("interval", interval);
        given.put("phase", phase);
        given.put("fraction", fraction);
        given.put("decay", decay);
        given.forEach((key, value) -> {
            if (value.isPresent() && !known.contains(key)) {
                throw new IllegalArgumentException(key + " has no meaning for " + strategy + " (which has "
                        + (known.isEmpty() ? "none of " + String.join(", ", given.keySet()) : String.join(", ", known))
                        + ")");
            }
        });
        if (method.isDropAndGrow() && strategy.schedule() != Schedule.CONSTANT) {
            throw new IllegalArgumentException("schedule '" + Strategy.name(strategy.schedule())
                    + "' is not allowed with method " + Strategy.name(method) + " (must be constant)");
        }
        if (end.isPresent() && start.isPresent() && end.get() <= start.get()) {
            throw new IllegalArgumentException("end " + end.get() + " must be above start " + start.get());
        }
    }

    private static List<String> keys(Strategy strategy) {
        List<String> keys = new ArrayList<>(
                switch (strategy.schedule()) {
                    case GRADUAL -> List.of("start", "end", "power", "interval");
                    case ONE_SHOT -> List.of("start");
                    case CONSTANT -> List.of();
                    case ACDC -> List.of("start", "end", "phase");
                });
        keys.addAll(
                switch (strategy.method()) {
                    case MAGNITUDE -> List.of();
                    case STRAIGHT_THROUGH -> List.of("interval", "decay");
                    case RIGL, SET -> List.of("end", "interval", "fraction");
                });
        return keys;
    }

    private Strategy strategy() {
        Start from = pretrained.isPresent() ? Start.PRETRAINED : Start.SCRATCH;
        return new Strategy(from, method, schedule.orElse(method.usual()));
    }

    /**
     * The same with another strategy, whose start, end and so on are the usual ones.
     *
     * @throws IllegalArgumentException for one that is not known, or when {@code pretrained} lacks its section
     */
    public PruningConfig withStrategy(String text) {
        Strategy wanted = Strategy.parse(text);
        if (wanted.equals(strategy())) {
            return this;
        }
        boolean dense = wanted.start() == Start.PRETRAINED;
        if (dense && pretrained.isEmpty()) {
            throw new IllegalArgumentException(
                    "strategy '" + text + "' needs the section training.pruning.pretrained (checkpoint or tokens)");
        }
        boolean others =
                wanted.method() != method || wanted.schedule() != strategy().schedule();
        return new PruningConfig(
                Optional.of(wanted.schedule()),
                wanted.method(),
                others ? Optional.empty() : start,
                others ? Optional.empty() : end,
                others ? Optional.empty() : power,
                others ? Optional.empty() : interval,
                others ? Optional.empty() : phase,
                others ? Optional.empty() : fraction,
                others ? Optional.empty() : decay,
                distribution,
                tensors,
                pattern,
                dense ? pretrained : Optional.empty());
    }

    /** @throws IllegalArgumentException for a pattern that is not known */
    public PruningConfig withPattern(String other) {
        return new PruningConfig(
                schedule,
                method,
                start,
                end,
                power,
                interval,
                phase,
                fraction,
                decay,
                distribution,
                tensors,
                other,
                pretrained);
    }

    /** What a run with this S ends with, however long it is. */
    public Pruning plan(double sparsity) {
        return sparsity == 0 ? Pruning.none() : over(1, Optional.empty()).plan(sparsity);
    }

    /** Spelled out for a run of so many steps. */
    public PruningSpec over(long steps, Optional<Pretrained> from) {
        return new PruningSpec(
                Strategy.name(distribution),
                tensors.isEmpty() ? Optional.empty() : Optional.of(tensors),
                pattern,
                schedule(steps),
                method(steps),
                from);
    }

    private PruningSchedule schedule(long steps) {
        return switch (strategy().schedule()) {
            case GRADUAL -> ramp(steps);
            case ONE_SHOT -> OneShot.over(steps, start.orElse(.5));
            case CONSTANT -> new Constant();
            case ACDC -> Acdc.over(steps, start.orElse(.1), end.orElse(.85), phase.orElse(.05));
        };
    }

    private Gradual ramp(long steps) {
        Gradual ramp = Gradual.over(steps, start.orElse(.25), end.orElse(.75)).withPower(power.orElse(Gradual.POWER));
        return interval.isPresent() ? ramp.withInterval(interval.get()) : ramp;
    }

    private PruningMethod method(long steps) {
        long last = Math.max(1, (long) (end.orElse(.75) * steps));
        long every = interval.orElse(PruningSchedule.interval(last));
        return switch (method) {
            case MAGNITUDE -> new Magnitude();
            case STRAIGHT_THROUGH -> new StraightThrough(every, decay.orElse(0.0));
            case RIGL -> new Rigl(every, last, fraction.orElse(.3));
            case SET -> new SparseEvolution(every, last, fraction.orElse(.3));
        };
    }

    /** What training costs by the law of a study: the part of the steps that is dense or on its way. */
    public TrainingCost cost() {
        TrainingCost sparse = switch (strategy().schedule()) {
            case GRADUAL -> TrainingCost.gradual(start.orElse(.25), end.orElse(.75), power.orElse(Gradual.POWER));
            case ONE_SHOT -> new TrainingCost(start.orElse(.5));
            case CONSTANT -> new TrainingCost(0);
            case ACDC -> new TrainingCost((start.orElse(.1) + end.orElse(.85)) / 2);
        };
        // The weights' gradients, a third of all FLOP, are dense.
        return method == Method.STRAIGHT_THROUGH ? new TrainingCost((1 + 2 * sparse.slope()) / 3) : sparse;
    }
}
