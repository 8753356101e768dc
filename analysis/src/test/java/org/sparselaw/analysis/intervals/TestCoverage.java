package org.sparselaw.analysis.intervals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.intervals.Coverage.Outcome;

/** The first laws of the {@link CoverageBenchmark}. */
class TestCoverage {
    /**
     * The share of its quantities that is covered has a standard deviation over laws of at most .13 (they hang together), the
     * mean over n laws one of .13/sqrt(n). A coverage between .92 and .98 then gives a mean above .92 less three of those in all
     * but one of a thousand choices of laws; a single quantity likewise, with sqrt(.92 .08/n).
     */
    @Test
    void intervalsOfTheResidualBootstrapCoverTheTruth() {
        assertCovers(new Coverage(StudyGrid.SMALL, 0.01, IntervalRule.RESIDUAL, 99), 100, 0.83, 0.88);
    }

    @Test
    void intervalsByProfileCoverTheTruth() {
        Coverage profile = new Coverage(StudyGrid.SMALL, 0.01, IntervalRule.PROFILE, 99);
        assertCovers(profile.only(List.of("b_S", "b_D", "S_opt, dense line")), 40, 0.79, 0.86);
    }

    private static void assertCovers(Coverage coverage, int laws, double least, double leastMean) {
        Outcome[][] outcomes = coverage.outcomes(laws);
        int quantities = coverage.quantities().size();
        double mean = 0;
        for (int k = 0; k < quantities; k++) {
            double covered = Coverage.covered(outcomes, k);
            assertThat(covered).as(coverage.quantities().get(k).name()).isGreaterThanOrEqualTo(least);
            mean += covered / quantities;
        }
        assertThat(mean).isGreaterThan(leastMean);
    }

    /** To first order errors are in proportion to the noise: a tenth of it must make their median less than half. */
    @Test
    void lessNoiseBringsTheCoefficientsNearerToTheTruth() {
        Coverage coverage = new Coverage(StudyGrid.T5, 0.003, IntervalRule.NONE, 100);
        Outcome[][] little = coverage.outcomes(40);
        Outcome[][] more = new Coverage(StudyGrid.T5, 0.03, IntervalRule.NONE, 100).outcomes(40);
        for (int k = 0; k < coverage.quantities().size(); k++) {
            assertThat(Coverage.medianError(little, k))
                    .as(coverage.quantities().get(k).name())
                    .isLessThan(0.5 * Coverage.medianError(more, k));
        }
    }
}
