package org.sparselaw.analysis.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestExchangeDesign {
    private final Random random = new Random(11);

    @Test
    void aSlopeIsBestMeasuredAtBothEnds() {
        double[][] coefficients = normals(2, 2000);
        double[] places = {-1, -0.5, 0, 0.5, 1};
        double[][] losses = new double[places.length][2000];
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            for (int j = 0; j < 2000; j++) {
                losses[i][j] = coefficients[0][j] + places[i] * coefficients[1][j];
            }
            candidates.add(new Candidate(0, i + 1.0, 1, 1));
        }
        List<Integer> chosen = new ExchangeDesign(Beliefs.of(coefficients[1], losses, 0.1), candidates, 4).choose(4);
        assertThat(chosen).containsOnly(0, 4).filteredOn(i -> i == 0).hasSize(2);
    }

    /** Brute force over all pairs that the budget pays for is the judge. */
    @Test
    void ofPairsItFindsTheBestThatTheBudgetPaysFor() {
        int agree = 0;
        for (int trial = 0; trial < 50; trial++) {
            double[][] coefficients = normals(4, 200);
            double[][] losses = new double[12][200];
            List<Candidate> candidates = new ArrayList<>();
            for (double[] loss : losses) {
                double[] weights = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), 1};
                for (int j = 0; j < loss.length; j++) {
                    for (int k = 0; k < weights.length; k++) {
                        loss[j] += weights[k] * coefficients[k][j];
                    }
                }
                candidates.add(new Candidate(0, 1, 1, 1 + 9 * random.nextDouble()));
            }
            Beliefs beliefs = Beliefs.of(coefficients[0], losses, 0.3);
            double budget = 8;
            List<Integer> chosen = new ExchangeDesign(beliefs, candidates, budget).choose(2);
            assertThat(candidates.get(chosen.get(0)).flop()
                            + candidates.get(chosen.get(1)).flop())
                    .isLessThanOrEqualTo(budget * (1 + 1e-9));
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j <= i; j++) {
                    if (candidates.get(i).flop() + candidates.get(j).flop() <= budget) {
                        best = Math.min(best, beliefs.after(i).after(j).targetVariance());
                    }
                }
            }
            double reached = beliefs.after(chosen.get(0)).after(chosen.get(1)).targetVariance();
            assertThat(reached).isLessThanOrEqualTo(2 * best);
            agree += reached <= best * (1 + 1e-9) ? 1 : 0;
        }
        assertThat(agree).isGreaterThanOrEqualTo(40);
    }

    @Test
    void theFirstRunIsTheOneThatGainsMost() {
        double[][] coefficients = normals(3, 500);
        Beliefs beliefs = Beliefs.of(coefficients[0], coefficients, 0.5);
        List<Candidate> candidates =
                List.of(new Candidate(0, 1, 1, 1), new Candidate(0, 2, 1, 1), new Candidate(0, 3, 1, 1));
        assertThat(new ExchangeDesign(beliefs, candidates, 10).choose(3).get(0)).isZero();
    }

    private double[][] normals(int rows, int count) {
        double[][] values = new double[rows][count];
        for (double[] row : values) {
            for (int i = 0; i < count; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return values;
    }
}
