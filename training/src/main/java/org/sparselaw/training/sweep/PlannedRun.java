package org.sparselaw.training.sweep;

import java.util.Locale;
import java.util.Optional;
import org.sparselaw.training.run.Accounting;
import org.sparselaw.training.run.RunSpec;

/**
 * A run before it is run.
 *
 * @param id of the run
 * @param nonZeros N at the end, exact
 * @param megaFlop what a device that multiplies zeros spends on it
 * @param checkpoint the file that the specification names by its digest
 */
record PlannedRun(RunSpec spec, String id, long nonZeros, long megaFlop, Optional<String> checkpoint) {
    static PlannedRun of(RunSpec spec) {
        double perStep = new Accounting(spec).executedFlopPerStep();
        long nonZeros = spec.nonZeros().withoutEmbeddings();
        long megaFlop = Math.max(1, Math.round(perStep * spec.steps() / 1e6));
        return new PlannedRun(spec, spec.runId(), nonZeros, megaFlop, Optional.empty());
    }

    PlannedRun from(String file) {
        return new PlannedRun(spec, id, nonZeros, megaFlop, Optional.of(file));
    }

    ShownRun shown() {
        String place = String.format(
                Locale.ROOT,
                "S %-6s N %,11d  D %,13d  seed %d  %s %s",
                spec.sparsity(),
                nonZeros,
                spec.amountOfData(),
                spec.seed(),
                spec.pattern(),
                spec.strategy());
        return new ShownRun(id, place, megaFlop, spec.steps());
    }
}
