package org.sparselaw.analysis.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.analysis.runs.Status;

class TestOutlierRule {
    private static final OutlierRule RULE = OutlierRule.DEFAULT;

    /** Worked by hand: rows 1, 2 and 3, columns 10, 20 and 30, and 5 on top of one cell. */
    @Test
    void aMedianPolishFindsTheCellThatIsOff() {
        MedianPolish polish = new MedianPolish();
        for (int row = 1; row <= 3; row++) {
            for (int column = 10; column <= 30; column += 10) {
                polish.add("r" + row, "c" + column, row + column + (row == 2 && column == 30 ? 5 : 0));
            }
        }
        assertThat(polish.residuals()).containsExactly(0, 0, 0, 0, 0, 5, 0, 0, 0);
    }

    @Test
    void twoValuesCannotTellWhichIsOff() {
        MedianPolish polish = new MedianPolish();
        for (String row : List.of("a", "b", "c")) {
            polish.add(row, "x", 1);
            polish.add(row, "y", 2);
        }
        assertThat(polish.residuals()).containsOnly(Double.NaN);
    }

    @Test
    void oneBadRunIsMarkedAndItsNeighboursAreNot() {
        List<Run> runs = grid(.005, 0);
        Run bad = runs.get(17);
        runs.set(17, bad.finished(bad.loss() * 1.15));
        List<Run> marked = RULE.mark(runs);
        assertThat(marked).filteredOn(run -> run.status() == Status.OUTLYING).hasSize(1);
        assertThat(marked.get(17).loss()).isEqualTo(bad.loss() * 1.15);
        assertThat(marked.get(17).reason()).matches("its loss is \\+1[45]\\.\\d % off what its model and .*");
    }

    /** Corners of the grid are judged like other cells. */
    @Test
    void aBadCornerIsMarked() {
        List<Run> runs = grid(.005, 0);
        runs.set(0, runs.get(0).finished(runs.get(0).loss() * .85));
        assertThat(RULE.mark(runs).get(0).status()).isEqualTo(Status.OUTLYING);
    }

    @Test
    void noiseIsNotMarked() {
        int marked = 0;
        for (int seed = 0; seed < 100; seed++) {
            marked += (int) RULE.mark(grid(.01, seed)).stream()
                    .filter(run -> run.status() == Status.OUTLYING)
                    .count();
        }
        assertThat(marked / 4800.0).isCloseTo(0, within(.0005));
    }

    @Test
    void aSeedThatIsOffAmongThreeIsMarked() {
        List<Run> runs = new ArrayList<>();
        double[] losses = {3, 3.01, 3.5, 2.99};
        for (int i = 0; i < losses.length; i++) {
            runs.add(Runs.finished("r" + i, .5, 100, 1000, losses[i]));
        }
        assertThat(RULE.mark(runs))
                .extracting(Run::status)
                .containsExactly(Status.FINISHED, Status.FINISHED, Status.OUTLYING, Status.FINISHED);
    }

    @Test
    void runsWithoutALossAreLeftAsTheyAre() {
        List<Run> runs = List.of(Runs.diverged("a", .5), Runs.finished("b", .5, 100, 1000, 3));
        assertThat(RULE.mark(runs)).isEqualTo(runs);
    }

    /** 4 sparsities x 4 sizes x 3 amounts of data. */
    private static List<Run> grid(double noise, int seed) {
        Random random = new Random(seed);
        List<Run> runs = new ArrayList<>();
        for (double s : new double[] {0, .5, .75, .875}) {
            for (long n : new long[] {1_000_000, 4_000_000, 16_000_000, 64_000_000}) {
                for (long d : new long[] {10_000_000, 40_000_000, 160_000_000}) {
                    double loss = (10 * Math.pow(1 - s, .9) + 30) * Math.pow((double) n, -.25)
                            + Math.pow(4e6 / (double) d, .4)
                            + 1.5;
                    loss *= 1 + noise * random.nextGaussian();
                    runs.add(Runs.finished("r" + runs.size(), s, n, d, loss));
                }
            }
        }
        return runs;
    }
}
