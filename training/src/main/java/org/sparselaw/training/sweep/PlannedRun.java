package org.sparselaw.training.sweep;

import java.util.Locale;
import org.sparselaw.training.data.Objective;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.run.RunSpec;

/**
 * A run before it is run.
 *
 * @param id of the run
 * @param nonZeros N at the end, exact
 * @param megaFlop what a device that multiplies zeros spends on it
 */
record PlannedRun(RunSpec spec, String id, long nonZeros, long megaFlop) {
    static PlannedRun of(RunSpec spec) {
        Objective objective = spec.objective();
        double perExample =
                spec.model().flopPerExample(objective.inputsLength(), objective.targetsLength(), TensorSpec::size);
        double perStep = perExample * spec.batch();
        long nonZeros = spec.nonZeros().withoutEmbeddings();
        return new PlannedRun(spec, spec.runId(), nonZeros, Math.max(1, Math.round(perStep * spec.steps() / 1e6)));
    }

    /** Its place in the grid, in a few columns. */
    String place() {
        return String.format(
                Locale.ROOT, "S %-6s N %,11d  D %,13d  seed %d", spec.sparsity(), nonZeros, spec.tokens(), spec.seed());
    }
}
