package org.sparselaw.training.study;

import java.util.Optional;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.intervals.IntervalSettings;
import org.sparselaw.config.Default;
import org.sparselaw.pipeline.PrepareImagesConfig;
import org.sparselaw.pipeline.PrepareTextConfig;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.run.TrainingConfig;
import org.sparselaw.training.sweep.SweepConfig;
import org.sparselaw.training.sweep.WidthRule;

/**
 * A whole study: text or images, models, grid and fit.
 *
 * @param name what the study is called in the run table and the report
 * @param output the study's folder: {@code text/} or {@code images/}, {@code runs/}, {@code runs.parquet}, {@code law.json},
 *     {@code report.html}
 * @param text what text models are trained on
 * @param images what vision transformers are trained on
 * @param model how the models of the grid differ in size
 * @param training what all runs share
 */
public record StudyConfig(
        String name,
        String output,
        Optional<PrepareTextConfig> text,
        Optional<PrepareImagesConfig> images,
        @Default("{}") WidthRule model,
        @Default("{}") TrainingConfig training,
        SweepConfig sweep,
        @Default("{}") FitObjective fit,
        @Default("{}") IntervalSettings intervals) {
    public StudyConfig {
        if (text.isPresent() == images.isPresent()) {
            throw new IllegalArgumentException(
                    text.isPresent() ? "text and images are given, must be one of them" : "text or images is missing");
        }
        if (model.family().readsImages() != images.isPresent()) {
            throw new IllegalArgumentException("model.family " + model.family() + " is trained on "
                    + (images.isPresent() ? "text, but images are given" : "images, but text is given"));
        }
    }

    /** What is prepared before training. */
    public Corpus corpus() {
        return images.isPresent() ? new Corpus.Pictures(images.get()) : new Corpus.Text(text.orElseThrow());
    }

    public StudyFolder folder() {
        return new StudyFolder(Storage.of(output), corpus().name());
    }
}
