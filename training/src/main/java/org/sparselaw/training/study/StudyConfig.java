package org.sparselaw.training.study;

import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.intervals.IntervalSettings;
import org.sparselaw.config.Default;
import org.sparselaw.pipeline.PrepareTextConfig;
import org.sparselaw.training.run.TrainingConfig;
import org.sparselaw.training.sweep.SweepConfig;
import org.sparselaw.training.sweep.WidthRule;

/**
 * A whole study: text, models, grid and fit.
 *
 * @param name what the study is called in the run table and the report
 * @param output the study's folder: {@code text/}, {@code runs/}, {@code runs.parquet}, {@code law.json},
 *     {@code report.html}
 * @param model how the models of the grid differ in size
 * @param training what all runs share
 */
public record StudyConfig(
        String name,
        String output,
        PrepareTextConfig text,
        @Default("{}") WidthRule model,
        @Default("{}") TrainingConfig training,
        SweepConfig sweep,
        @Default("{}") FitObjective fit,
        @Default("{}") IntervalSettings intervals) {}
