package org.sparselaw.analysis.intervals;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.hipparchus.random.RandomGenerator;
import org.sparselaw.analysis.fit.Levels;
import org.sparselaw.analysis.law.HeldOut;
import org.sparselaw.analysis.runs.Observation;

/**
 * Runs that are left out of a fit together, to be predicted.
 *
 * @param test what is tested, the same for the random folds: {@code largest N}
 * @param left out, in the order of the table
 * @param kept the others, in the order of the table
 */
record Fold(String test, List<Observation> left, List<Observation> kept) implements Serializable {
    /** One fold for the largest N, the longest D and each S. */
    static List<Fold> byScale(List<Observation> runs) {
        Levels levels = Levels.of(runs);
        List<Fold> folds = new ArrayList<>();
        folds.add(of(HeldOut.LARGEST_SIZE, last(levels.nonZeros()).points(), runs));
        folds.add(of(HeldOut.LONGEST_DATA, last(levels.data()).points(), runs));
        for (Levels.Level level : levels.sparsities()) {
            folds.add(of(String.format(Locale.ROOT, "S = %.3f", level.value()), level.points(), runs));
        }
        return folds;
    }

    /** The runs in random parts whose sizes differ by at most one. */
    static List<Fold> random(List<Observation> runs, int parts, RandomGenerator random) {
        List<Observation> shuffled = new ArrayList<>(runs);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            shuffled.set(i, shuffled.set(random.nextInt(i + 1), shuffled.get(i)));
        }
        int folds = Math.min(parts, runs.size());
        String test = folds + " random folds";
        List<Fold> all = new ArrayList<>();
        for (int k = 0; k < folds; k++) {
            int from = k * runs.size() / folds;
            int to = (k + 1) * runs.size() / folds;
            all.add(of(test, shuffled.subList(from, to), runs));
        }
        return all;
    }

    private static Fold of(String test, List<Observation> points, List<Observation> runs) {
        IdentityHashMap<Observation, Boolean> left = new IdentityHashMap<>();
        points.forEach(point -> left.put(point, true));
        return new Fold(
                test,
                runs.stream().filter(left::containsKey).toList(),
                runs.stream().filter(run -> !left.containsKey(run)).toList());
    }

    private static Levels.Level last(List<Levels.Level> levels) {
        return levels.get(levels.size() - 1);
    }
}
