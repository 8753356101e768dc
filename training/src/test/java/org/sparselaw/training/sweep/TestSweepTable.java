package org.sparselaw.training.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.training.data.TinyShardSet;

class TestSweepTable {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path folder;

    private SweepPlan plan;
    private SweepTable table;

    @BeforeEach
    void plan() {
        plan = Plans.fourRuns(TinyShardSet.text(folder + "/set", 20, 6, 30));
        table = new SweepTable(plan.runs().stream().map(PlannedRun::shown).toList());
    }

    @Test
    void countsRunsByHowTheyStand() {
        assertThat(table.counts()).isEqualTo("0 running, 0 finished, 4 waiting");
        start(0);
        start(1);
        start(2);
        end(0, Status.FINISHED, 2.5, null);
        end(1, Status.DIVERGED, null, null);
        assertThat(table.counts()).isEqualTo("1 running, 1 finished, 1 diverged, 1 waiting");
        end(2, null, null, "IllegalStateException: stop");
        assertThat(table.counts()).isEqualTo("0 running, 1 finished, 1 diverged, 1 failed, 1 waiting");
    }

    @Test
    void aRunUnderWayShowsItsLossAndTheTimeLeft() {
        start(0);
        assertThat(table.underWay(3 * SECOND)).singleElement().asString().endsWith("for 3.0 s");
        // It went on from step 5; 10 steps took 2 s, so the 90 that are left of 105 take 18 s, of which one is over.
        report(0, 5, 4 * SECOND);
        report(0, 15, 6 * SECOND);
        assertThat(plan.runs().get(0).spec().steps()).isEqualTo(105);
        assertThat(table.underWay(7 * SECOND))
                .singleElement()
                .asString()
                .endsWith("step 15 of 105  loss 3.2500  about 17.0 s left");
        end(0, Status.FINISHED, 2.5, null);
        assertThat(table.underWay(8 * SECOND)).isEmpty();
    }

    @Test
    void workIsThatOfEndedRunsAndOfStepsDone() {
        start(0);
        start(1);
        report(0, 21, SECOND);
        end(1, Status.DIVERGED, null, null);
        assertThat(table.workDone())
                .isEqualTo(plan.runs().get(1).megaFlop() + plan.runs().get(0).megaFlop() / 5);
    }

    @Test
    void aReportThatComesLateChangesNothing() {
        start(0);
        end(0, Status.FINISHED, 2.5, null);
        start(0);
        report(0, 10, SECOND);
        assertThat(table.underWay(SECOND)).isEmpty();
        assertThat(table.workDone()).isEqualTo(plan.runs().get(0).megaFlop());
    }

    private void start(int run) {
        table.started(plan.runs().get(run).id(), 0);
    }

    private void report(int run, long steps, long nanos) {
        table.reported(plan.runs().get(run).id(), new RunReport(steps, 3.25), nanos);
    }

    private void end(int run, Status status, Double loss, String failure) {
        table.ended(new RunOutcome(plan.runs().get(run).id(), status, loss, 1, failure));
    }
}
