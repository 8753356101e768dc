package org.sparselaw.training.run;

import java.util.List;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.training.data.ValidationBatches;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Model;

/** The fixed validation windows of a run, in memory. */
final class Validation {
    private final List<Batch> batches;

    private Validation(List<Batch> batches) {
        this.batches = batches;
    }

    static Validation of(RunSpec spec, ShardSet set) {
        return new Validation(ValidationBatches.read(set, spec.objective(), spec.validationWindows(), spec.batch()));
    }

    /** Mean cross-entropy of a target token over all windows, in nats. */
    double loss(Model model) {
        return batches.stream()
                .map(model::validate)
                .reduce(new LossSum(0, 0, 0), LossSum::plus)
                .mean();
    }
}
