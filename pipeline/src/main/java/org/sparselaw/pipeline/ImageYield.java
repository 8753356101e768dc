package org.sparselaw.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.pipeline.shard.Split;

/** What a preparation of images has given: in words, and whether it is enough. */
record ImageYield(PrepareImagesConfig config, ImageManifest manifest) {
    /** @throws DataException when too many of the images were rejected, naming the first */
    static void requireImages(PrepareImagesConfig config, List<FileReport> sources) {
        Map<String, Long> dropped = FileReport.dropped(sources);
        long read = sources.stream().mapToLong(FileReport::read).sum();
        long rejected = dropped.values().stream().mapToLong(Long::longValue).sum();
        if (rejected == read) {
            throw new DataException("no image can be kept: " + images(read, 0, dropped) + FileReport.example(sources));
        }
        if (rejected > config.maxRejectedFraction() * read) {
            throw new DataException("too much is rejected: %s, above max-rejected-fraction (%s)%s"
                    .formatted(
                            images(read, read - rejected, dropped),
                            config.maxRejectedFraction(),
                            FileReport.example(sources)));
        }
    }

    /** @throws DataException when a split has no image, saying what to change */
    void requireSplits() {
        for (Split split : Split.values()) {
            if (manifest.size(split).images() == 0) {
                throw new DataException(
                        "the %s split has no image; give more images or another validation (%s) or validation-sources"
                                .formatted(split.prefix(), config.validation()));
            }
        }
    }

    /** One fact a line. */
    List<String> lines() {
        ImageManifest.Counts counts = manifest.counts();
        return List.of(
                images(counts.imagesRead(), counts.imagesWritten(), counts.dropped()),
                String.format(
                        Locale.ROOT,
                        "images of %d x %d pixels, %,d classes: train %,d in %d shards, validation %,d in %d",
                        manifest.width(),
                        manifest.height(),
                        manifest.classes().size(),
                        manifest.train().images(),
                        config.shards(),
                        manifest.validation().images(),
                        config.validationShards()));
    }

    private static String images(long read, long written, Map<String, Long> dropped) {
        return FileReport.account("images", read, "written", written, dropped);
    }
}
