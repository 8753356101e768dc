package org.sparselaw.analysis.design;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Chooses runs that together leave the smallest variance of the target for a budget: greedily one after the other, then each
 * is exchanged for a better one as long as there is one (Fedorov, "Theory of Optimal Experiments", 1972, here with one exchange
 * at a time). Exchanges end at a set that no single exchange improves, which need not be the best; so they start from several
 * greedy ones, from the largest gain to the largest gain per FLOP, and the best end counts. A run may be chosen more than once:
 * repeated, it averages noise.
 */
final class ExchangeDesign {
    /** Greedy starts look for the largest gain per FLOP to these powers. */
    private static final double[] PRICE_POWERS = {0, 0.25, 0.5, 0.75, 1};

    private static final double WORTHWHILE = 1e-9;
    private static final double ROUNDING = 1e-12;

    private final Beliefs now;
    private final List<Candidate> candidates;
    private final double budget;
    private final double cheapest;

    /** @param candidates those of the beliefs, in the same order */
    ExchangeDesign(Beliefs now, List<Candidate> candidates, double budget) {
        this.now = now;
        this.candidates = candidates;
        this.budget = budget;
        this.cheapest = candidates.stream().mapToDouble(Candidate::flop).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** How many of the cheapest candidate the budget pays for. */
    long affordable() {
        return (long) Math.floor(budget / cheapest * (1 + ROUNDING));
    }

    /**
     * This many candidates by their index, the one that gains most first, then the one that gains most beside it, and so on.
     *
     * @param runs at most {@link #affordable}
     */
    List<Integer> choose(int runs) {
        return ordered(DoubleStream.of(PRICE_POWERS)
                .mapToObj(power -> exchanged(greedy(runs, power)))
                .min(Comparator.comparingDouble(this::variance))
                .orElseThrow());
    }

    private List<Integer> greedy(int runs, double power) {
        List<Integer> chosen = new ArrayList<>();
        Beliefs beliefs = now;
        double left = budget;
        for (int run = 0; run < runs; run++) {
            int best = best(beliefs, left - (runs - run - 1) * cheapest, power);
            chosen.add(best);
            left -= candidates.get(best).flop();
            beliefs = beliefs.after(best);
        }
        return chosen;
    }

    private List<Integer> exchanged(List<Integer> start) {
        List<Integer> chosen = new ArrayList<>(start);
        boolean improved = true;
        while (improved) {
            improved = false;
            for (int position = 0; position < chosen.size(); position++) {
                List<Integer> others = new ArrayList<>(chosen);
                int old = others.remove(position);
                Beliefs without = after(others);
                int best = best(without, budget - flop(others), 0);
                if (without.gain(best) > without.gain(old) + WORTHWHILE * now.targetVariance()) {
                    chosen.set(position, best);
                    improved = true;
                }
            }
        }
        return chosen;
    }

    private List<Integer> ordered(List<Integer> chosen) {
        List<Integer> rest = new ArrayList<>(chosen);
        List<Integer> ordered = new ArrayList<>();
        Beliefs beliefs = now;
        while (!rest.isEmpty()) {
            Integer best = rest.get(0);
            for (Integer i : rest) {
                best = beliefs.gain(i) > beliefs.gain(best) ? i : best;
            }
            rest.remove(best);
            ordered.add(best);
            beliefs = beliefs.after(best);
        }
        return ordered;
    }

    /**
     * The candidate with the largest gain per FLOP^power that is left to pay; the first of equals. There is one: the cheapest.
     */
    private int best(Beliefs beliefs, double left, double power) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            double flop = candidates.get(i).flop();
            double worth = beliefs.gain(i) / StrictMath.pow(flop, power);
            if (flop <= left * (1 + ROUNDING) && worth > most) {
                best = i;
                most = worth;
            }
        }
        return best;
    }

    private double variance(List<Integer> chosen) {
        return after(chosen).targetVariance();
    }

    private Beliefs after(List<Integer> chosen) {
        Beliefs beliefs = now;
        for (int i : chosen) {
            beliefs = beliefs.after(i);
        }
        return beliefs;
    }

    private double flop(List<Integer> chosen) {
        return chosen.stream().mapToDouble(i -> candidates.get(i).flop()).sum();
    }
}
