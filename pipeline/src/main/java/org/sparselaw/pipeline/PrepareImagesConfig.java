package org.sparselaw.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.pipeline.image.ReadOptions;
import org.sparselaw.pipeline.image.codec.Background;
import org.sparselaw.pipeline.image.codec.Fit;
import org.sparselaw.pipeline.image.codec.Geometry;
import org.sparselaw.pipeline.shard.LabelKind;

/**
 * What {@link PrepareImages} does.
 *
 * @param sources files, folders or globs: image files, whose folder is their class; {@code .tar}, {@code .tar.gz} of such
 *     files or of WebDataset samples; IDX pairs; {@code .parquet}
 * @param validationSources the images that are held out; without them, a share of the sources is
 * @param classes names, in the order of their ids; without them, a first pass over the sources finds them
 * @param labels single or several an image
 * @param height rows of pixels of every image
 * @param width pixels a row
 * @param fit crop or squash: how images of another shape come to fill it
 * @param background behind what is transparent
 * @param imageColumn of Parquet: bytes, or a group with a field {@code bytes}
 * @param labelColumn of Parquet: numbers or names, one or a list
 * @param validation share of the images that is held out, when there are no validation sources
 * @param shards files of the train split
 * @param validationShards files of the validation split
 * @param imageLimitMib most MiB an encoded image may have; longer ones are rejected
 * @param pixelLimit most pixels an image may have by its header; larger ones are rejected before they are decoded. A task
 *     needs some 7 bytes a pixel
 * @param maxRejectedFraction the job fails when a larger share of what was read is rejected
 * @param seed of the split and of the order of images
 * @param output the shard set's folder, when the job is run by itself
 */
public record PrepareImagesConfig(
        List<String> sources,
        @Default("[]") List<String> validationSources,
        @Default("[]") List<String> classes,
        @Default("single") LabelKind labels,
        @Default("32") @Range("[1, 4096]") int height,
        @Default("32") @Range("[1, 4096]") int width,
        @Default("crop") Fit fit,
        @Default("{red: 255, green: 255, blue: 255}") Background background,
        @Default("image") String imageColumn,
        @Default("label") String labelColumn,
        @Default("0.1") @Range("(0, 1)") double validation,
        @Default("16") @Range("[1, 99999]") int shards,
        @Default("1") @Range("[1, 99999]") int validationShards,
        @Default("64") @Range("[1, 1024]") int imageLimitMib,
        @Default("67108864") @Range("[1, 500000000]") int pixelLimit,
        @Default("0.1") @Range("[0, 1]") double maxRejectedFraction,
        @Default("1") long seed,
        Optional<String> output) {
    public PrepareImagesConfig {
        sources = List.copyOf(sources);
        validationSources = List.copyOf(validationSources);
        classes = List.copyOf(classes);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("no images: sources must name files, folders or globs");
        }
        if (new HashSet<>(classes).size() < classes.size()) {
            throw new IllegalArgumentException("classes: a name is given twice");
        }
    }

    Geometry geometry() {
        return new Geometry(width, height, fit);
    }

    ReadOptions reading(ReadOptions.Contents contents) {
        return new ReadOptions(imageLimitMib << 20, imageColumn, labelColumn, contents);
    }

    /** Where the images of the sources go, by their content alone. */
    Placement placement() {
        return new Placement(seed, validationSources.isEmpty() ? validation : 0, shards, validationShards);
    }

    /** Where the images of the validation sources go. */
    Placement heldOut() {
        return new Placement(seed, 1, shards, validationShards);
    }

    /** The same without the place of the output, which does not change what is made. */
    PrepareImagesConfig anywhere() {
        return new PrepareImagesConfig(
                sources,
                validationSources,
                classes,
                labels,
                height,
                width,
                fit,
                background,
                imageColumn,
                labelColumn,
                validation,
                shards,
                validationShards,
                imageLimitMib,
                pixelLimit,
                maxRejectedFraction,
                seed,
                Optional.empty());
    }
}
