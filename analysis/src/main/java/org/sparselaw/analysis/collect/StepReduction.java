package org.sparselaw.analysis.collect;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.sparselaw.analysis.steps.LossPolicy;
import org.sparselaw.analysis.steps.Trajectory;
import scala.Tuple2;

/**
 * How a part of a table of steps is reduced.
 *
 * @param only the runs whose steps are wanted, each with certainty; null stands for all, in bounded memory
 */
record StepReduction(LossPolicy policy, Set<String> only) implements Serializable {

    /** The runs of one part. */
    final class Part {
        private final Map<String, Trajectory> runs = new HashMap<>();

        /** Where the steps of a run go; null when they are not wanted. */
        Trajectory of(String run) {
            if (only == null) {
                return runs.computeIfAbsent(run, id -> Trajectory.bounded(policy));
            }
            return only.contains(run) ? runs.computeIfAbsent(run, id -> Trajectory.exact(policy)) : null;
        }

        Iterator<Tuple2<String, Trajectory>> all() {
            return pairs(runs);
        }
    }

    /** The runs of several parts, each put together. */
    static Iterator<Tuple2<String, Trajectory>> merged(Iterator<Tuple2<String, Trajectory>> parts) {
        Map<String, Trajectory> runs = new HashMap<>();
        parts.forEachRemaining(part -> runs.merge(part._1(), part._2(), Trajectory::merge));
        return pairs(runs);
    }

    private static Iterator<Tuple2<String, Trajectory>> pairs(Map<String, Trajectory> runs) {
        return runs.entrySet().stream()
                .map(run -> new Tuple2<>(run.getKey(), run.getValue()))
                .iterator();
    }
}
