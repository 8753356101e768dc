package org.sparselaw.training.sweep;

import java.util.List;
import org.sparselaw.config.Config;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.run.TrainingConfig;

/** Small plans. */
final class Plans {
    private Plans() {}

    /** Two models, dense and of S = .5, each of 53 and 106 steps; longest first. */
    static SweepPlan fourRuns(TrainingSet set) {
        SweepConfig grid = Config.parse(
                SweepConfig.class, "sweep", "{non-zeros: [6000], sparsity: [0, .5], data: [4000, 8000]}", List.of());
        TrainingConfig training = Config.parse(TrainingConfig.class, "training", "batch: 4", List.of());
        WidthRule widths = Config.parse(WidthRule.class, "model", "{layers: 1, head-size: 8}", List.of());
        return SweepPlan.of("test", grid, widths, training, set);
    }
}
