package org.sparselaw.analysis.intervals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparselaw.analysis.intervals.Coverage.Outcome;

/** The first laws of the {@link CoverageBenchmark}. */
class TestCoverage {
    /**
     * The share of its quantities that is covered has a standard deviation over laws of at most .13 (they hang together), the
     * mean over 100 laws one of .013. A coverage between .92 and .98 then gives a mean between .88 and 1 in all but one of a
     * thousand choices of laws. For a single quantity, 100 laws with .92 give 83 or more as often.
     */
    @ParameterizedTest
    @EnumSource(names = {"RESIDUAL", "PROFILE"})
    void intervalsCoverTheTruth(IntervalRule rule) {
        Coverage coverage = new Coverage(StudyGrid.SMALL, 0.01, rule, 99);
        Outcome[][] outcomes = coverage.outcomes(100);
        int quantities = coverage.quantities().size();
        double mean = 0;
        for (int k = 0; k < quantities; k++) {
            double covered = Coverage.covered(outcomes, k);
            assertThat(covered).as(coverage.quantities().get(k).name()).isGreaterThanOrEqualTo(0.83);
            mean += covered / quantities;
        }
        assertThat(mean).isBetween(0.88, 0.999);
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
