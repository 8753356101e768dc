package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Amounts that were meant to be the same: a grid asks for one N, and rounding layers and masks makes each run's a little
 * different. Neighbours within 5 % are one level, as in the residuals of {@code law.json}.
 */
final class Levels {
    private static final double WITHIN = 1.05;

    private final List<List<Double>> members = new ArrayList<>();

    /** The smallest amount of each level. */
    private final NavigableMap<Double, Integer> firsts = new TreeMap<>();

    Levels(List<Double> amounts) {
        double first = Double.NaN;
        for (double amount : amounts.stream().distinct().sorted().toList()) {
            if (members.isEmpty() || amount > first * WITHIN) {
                firsts.put(amount, members.size());
                members.add(new ArrayList<>());
                first = amount;
            }
            members.get(members.size() - 1).add(amount);
        }
    }

    int size() {
        return members.size();
    }

    /** So many of the values at most, evenly from the first to the last. */
    static <T> List<T> spread(List<T> values, int most) {
        if (values.size() <= most) {
            return values;
        }
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            chosen.add(values.get((int) Math.round((double) i * (values.size() - 1) / (most - 1))));
        }
        return chosen;
    }

    /** The level that an amount belongs to, from 0. */
    int of(double amount) {
        Map.Entry<Double, Integer> level = firsts.floorEntry(amount);
        if (level == null) {
            throw new IllegalArgumentException("Not one of the amounts: " + amount);
        }
        return level.getValue();
    }

    /** The geometric mean of a level's amounts. */
    double middle(int level) {
        return StrictMath.exp(members.get(level).stream()
                .mapToDouble(StrictMath::log)
                .average()
                .orElseThrow());
    }
}
