package org.sparselaw.analysis.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.plan.Laws;
import org.sparselaw.job.DataException;
import org.sparselaw.job.UsageException;

class TestSuggestedRuns {
    private static final TrainingCost COST = TrainingCost.GRADUAL;

    /** The module's README has the figures of 200 laws. */
    @Test
    void fiveSuggestedRunsNarrowMoreThanFiveRandomOnes() {
        SuggestedRunsSimulation simulation = new SuggestedRunsSimulation(80, 2);
        List<SuggestedRunsSimulation.Widths> laws =
                IntStream.range(0, 10).parallel().mapToObj(simulation::law).toList();
        assertThat(laws)
                .filteredOn(SuggestedRunsSimulation.Widths::suggestedIsNarrower)
                .hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void theBudgetIsKeptAndEveryRunGains() {
        FittedLaw law = Laws.resampledT5(80);
        Target target = Target.sparsityOnDenseOptimalLine(law, COST);
        SuggestedRuns suggested = SuggestedRuns.of(law, COST, target, 4, 3e19);
        assertThat(suggested.runs()).hasSize(4);
        assertThat(suggested.flop()).isLessThanOrEqualTo(3e19 * (1 + 1e-9));
        assertThat(suggested.runs().stream().mapToDouble(s -> s.run().flop()).sum())
                .isCloseTo(suggested.flop(), within(1e7));
        double width = suggested.interval().high() - suggested.interval().low();
        for (SuggestedRuns.Suggested each : suggested.runs()) {
            double narrower = each.interval().high() - each.interval().low();
            assertThat(narrower).isLessThan(width);
            width = narrower;
        }
    }

    @Test
    void aBudgetForFewerRunsIsRefused() {
        FittedLaw law = Laws.resampledT5(20);
        Target target = Target.coefficient(law.form().law(), "b_N");
        assertThatThrownBy(() -> SuggestedRuns.of(law, COST, target, 3, 6 * 1.327104e6 / 2 * 1.6384e10 / 2 * 2.5))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("pays for 2 of the cheapest");
    }

    @Test
    void withoutResamplesNothingIsSuggested() {
        FittedLaw law = Laws.t5();
        Target target = Target.sparsityOnDenseOptimalLine(law, COST);
        assertThatThrownBy(() -> SuggestedRuns.of(law, COST, target, 3, 1e20))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no resamples");
    }

    @Test
    void aTargetThatIsTheSameInEveryResampleNeedsNoRun() {
        FittedLaw law = Laws.t5();
        FittedLaw sure = law.withResamples(new Resamples("pair bootstrap", 1, List.of(law.values(), law.values())));
        Target target = Target.sparsityOnDenseOptimalLine(law, COST);
        assertThatThrownBy(() -> SuggestedRuns.of(sure, COST, target, 3, 1e20))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no run can narrow it");
    }

    @Test
    void candidatesReachHalfwayBeyondTheRuns() {
        List<Candidate> candidates = CandidateGrid.of(Laws.t5().ranges(), COST, 1e30);
        assertThat(candidates).extracting(Candidate::sparsity).contains(0.0, 0.5, 0.75, 0.875, 0.9375);
        assertThat(candidates.stream().mapToDouble(Candidate::nonZeros).max().orElseThrow())
                .isCloseTo(2 * 8.4934656e7, within(1.0));
        assertThat(candidates.stream().mapToDouble(Candidate::data).min().orElseThrow())
                .isCloseTo(1.6384e10 / 2, within(1.0));
        assertThat(candidates).hasSize(9 * 9 * 9);
    }
}
