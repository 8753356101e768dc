package org.sparselaw.pipeline.shard;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a shard set of images holds and what it was made from; {@code manifest.json} in the set's folder.
 *
 * @param format version of this layout, {@link #FORMAT}
 * @param kind of the rows: {@code image}
 * @param height rows of pixels
 * @param width pixels a row
 * @param channels {@link #CHANNELS}: red, green, blue
 * @param labels whether an image has one label or any number
 * @param classes names, in the order of their ids
 * @param mean of each channel over the pixels of the train split, a pixel being its byte / 255
 * @param variance of each channel likewise, around that mean (divided by the number of pixels)
 * @param inputs what the images came from, in the order of the names
 * @param configuration of the job, as its YAML file would hold it, without the place of the output
 */
public record ImageManifest(
        int format,
        String kind,
        int height,
        int width,
        int channels,
        LabelKind labels,
        List<String> classes,
        Counts counts,
        SplitSize train,
        SplitSize validation,
        List<Double> mean,
        List<Double> variance,
        List<Shard> shards,
        List<Manifest.Input> inputs,
        Map<String, Object> configuration,
        long seed)
        implements SetManifest {
    public static final int FORMAT = 1;
    public static final String KIND = "image";
    public static final int CHANNELS = 3;

    /** Classes that a label of two bytes can tell apart. */
    public static final int MOST_CLASSES = 1 << 16;

    /**
     * Where every image that was read has gone: read = written + dropped.
     *
     * @param dropped number of rejected images for each reason, in the order of the reasons
     */
    public record Counts(long imagesRead, long imagesWritten, Map<String, Long> dropped) {
        public Counts {
            dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
            long lost = dropped.values().stream().mapToLong(Long::longValue).sum();
            require(
                    imagesRead == imagesWritten + lost,
                    "%d images read, but %d written + %d dropped".formatted(imagesRead, imagesWritten, lost));
        }
    }

    /**
     * @param images number of rows over all shards of the split
     * @param labels how many of them have each label, by the id of the class
     */
    public record SplitSize(long images, List<Long> labels) {
        public SplitSize {
            labels = List.copyOf(labels);
        }
    }

    public ImageManifest {
        classes = List.copyOf(classes);
        mean = List.copyOf(mean);
        variance = List.copyOf(variance);
        shards = List.copyOf(shards);
        inputs = List.copyOf(inputs);
        require(format == FORMAT, "format must be %d but is %d".formatted(FORMAT, format));
        require(KIND.equals(kind), "kind must be %s but is %s".formatted(KIND, kind));
        require(channels == CHANNELS, "channels must be %d but is %d".formatted(CHANNELS, channels));
        require(
                mean.size() == channels && variance.size() == channels,
                "mean and variance must have %d values each".formatted(channels));
        require(
                counts.imagesWritten() == train.images() + validation.images(),
                "%d images written, but %d in train + %d in validation"
                        .formatted(counts.imagesWritten(), train.images(), validation.images()));
        for (SplitSize split : List.of(train, validation)) {
            require(
                    split.labels().size() == classes.size(),
                    "%d numbers of labels for %d classes"
                            .formatted(split.labels().size(), classes.size()));
        }
    }

    public SplitSize size(Split split) {
        return split == Split.TRAIN ? train : validation;
    }

    /** Bytes of an image in a row. */
    public int pixelBytes() {
        return height * width * channels;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
