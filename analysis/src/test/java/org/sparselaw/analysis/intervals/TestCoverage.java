package org.sparselaw.analysis.intervals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.analysis.intervals.Coverage.Outcome;

/** The first laws of the {@link CoverageBenchmark}. */
class TestCoverage {
    /**
     * The share of its quantities that is covered has a standard deviation over laws of at most .13 (they hang together), the
     * mean over n laws one of .13/sqrt(n). A coverage between .92 and .98 then gives a mean above .92 less three of those in all
     * but one of a thousand choices of laws; a single quantity likewise, with sqrt(.92 .08/n).
     */
    @ParameterizedTest
    @CsvSource({"RESIDUAL, 100, 0.83, 0.88", "PROFILE, 40, 0.79, 0.86"})
    void intervalsCoverTheTruth(IntervalRule rule, int laws, double least, double leastMean) {
        Coverage coverage = new Coverage(StudyGrid.SMALL, 0.01, rule, 99);
        Outcome[][] outcomes = coverage.outcomes(laws);
        int quantities = coverage.quantities().size();
        double mean = 0;
        for (int k = 0; k < quantities; k++) {
            double covered = Coverage.covered(outcomes, k);
            assertThat(covered).as(coverage.quantities().get(k).name()).isGreaterThanOrEqualTo(least);
            mean += covered / quantities;
        }
        assertThat(mean).isBetween(leastMean, 0.999);
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
