package org.sparselaw.training.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.run.StepTime;

class TestPlanTable {
    @TempDir
    Path folder;

    private TrainingSet set;
    private SweepPlan plan;

    @BeforeEach
    void plan() {
        set = TinyShardSet.text(folder + "/set", 20, 6, 30);
        plan = Plans.fourRuns(set);
    }

    @Test
    void eachModelIsMeasuredOnce() {
        List<Long> measured = new ArrayList<>();
        ExpectedTimes times = ExpectedTimes.measured(plan, 8, run -> {
            measured.add(run.nonZeros());
            return run.spec().sparsity() == 0 ? 1 : 2;
        });
        assertThat(measured).hasSize(2);
        for (PlannedRun run : plan.runs()) {
            double perStep = run.spec().sparsity() == 0 ? 1 : 2;
            assertThat(times.seconds(run)).isCloseTo(perStep * run.spec().steps(), within(1e-9));
        }
    }

    @Test
    void otherModelsTakeTheRateOfTheNearest() {
        ExpectedTimes times = ExpectedTimes.measured(plan, 1, run -> 1);
        PlannedRun smallest = plan.runs().get(3);
        PlannedRun greatest = plan.runs().get(0);
        assertThat(times.measured()).isEqualTo(1);
        assertThat(times.seconds(greatest) / times.seconds(smallest))
                .isCloseTo((double) greatest.megaFlop() / smallest.megaFlop(), within(1e-2));
    }

    @Test
    void runsAtOnceShareTheTime() {
        ExpectedTimes times = ExpectedTimes.measured(plan, 8, run -> run.spec().sparsity() == 0 ? 1 : 2);
        // Sparse 105 and 53 steps of 2 s, dense of 1 s; longest first: 210, 105 or 106, then what fits.
        double all = 2 * (105 + 53) + 105 + 53;
        assertThat(times.seconds(plan, 1)).isCloseTo(all, within(1e-9));
        assertThat(times.seconds(plan, 2)).isBetween(all / 2, 0.6 * all);
        assertThat(times.seconds(plan, 100)).isCloseTo(210, within(1e-9));
    }

    @Test
    void aLineARunSaysWhatItIsAndTheLastWhatIsToDo() {
        ExpectedTimes times = ExpectedTimes.measured(plan, 8, run -> 2);
        SweepPlan pending = plan.with(plan.runs().subList(0, 1));
        List<String> lines = PlanTable.lines(plan, pending, times, 2);
        PlannedRun first = plan.runs().get(0);
        assertThat(lines).hasSize(6);
        assertThat(lines.get(1)).contains(first.id(), "3 min 30 s", String.format("%,d", first.nonZeros()));
        assertThat(lines.get(2)).contains(plan.runs().get(1).id(), "  done  ");
        assertThat(lines.get(5)).startsWith("4 runs, 1 of them to do: ").contains("about 3 min 30 s with 2 at once");
    }

    @Test
    void aStepIsMeasuredWithoutATrace() {
        assertThat(StepTime.seconds(plan.runs().get(0).spec(), set)).isPositive();
        assertThat(folder.toFile().list()).containsExactly("set");
    }
}
