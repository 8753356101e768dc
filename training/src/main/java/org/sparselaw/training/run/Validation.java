package org.sparselaw.training.run;

import java.util.List;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Evaluation;
import org.sparselaw.training.model.Model;

/** The fixed validation examples of a run, in memory. */
final class Validation {
    private final List<Batch> batches;

    private Validation(List<Batch> batches) {
        this.batches = batches;
    }

    static Validation of(RunSpec spec, TrainingSet set) {
        return new Validation(spec.task().validation(set, spec.validationExamples(), spec.batch()));
    }

    Evaluation of(Model model) {
        return batches.stream().map(model::validate).reduce(Evaluation.NONE, Evaluation::plus);
    }
}
