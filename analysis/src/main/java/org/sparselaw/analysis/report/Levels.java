package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Amounts that were meant to be the same: a grid asks for one N, and rounding layers and masks makes each run's a little
 * different. Neighbours within 5 % are one level, as in the residuals of {@code law.json}.
 */
final class Levels {
    private static final double WITHIN = 1.05;

    private final List<List<Double>> members = new ArrayList<>();

    Levels(List<Double> amounts) {
        double first = Double.NaN;
        for (double amount : amounts.stream().distinct().sorted().toList()) {
            if (members.isEmpty() || amount > first * WITHIN) {
                members.add(new ArrayList<>());
                first = amount;
            }
            members.get(members.size() - 1).add(amount);
        }
    }

    int size() {
        return members.size();
    }

    /** The level that an amount belongs to, from 0. */
    int of(double amount) {
        for (int level = 0; level < members.size(); level++) {
            if (members.get(level).contains(amount)) {
                return level;
            }
        }
        throw new IllegalArgumentException("Not one of the amounts: " + amount);
    }

    /** The geometric mean of a level's amounts. */
    double middle(int level) {
        return StrictMath.exp(members.get(level).stream()
                .mapToDouble(StrictMath::log)
                .average()
                .orElseThrow());
    }
}
