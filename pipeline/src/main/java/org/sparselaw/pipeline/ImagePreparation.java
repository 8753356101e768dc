package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.config.Config;
import org.sparselaw.job.StageProgress;
import org.sparselaw.pipeline.image.Classes;
import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSetDraft;
import org.sparselaw.pipeline.shard.Split;

/** One preparation, from the sources to the finished set; only reports and the names of classes come to the driver. */
final class ImagePreparation {
    private final SparkSession session;
    private final PrepareImagesConfig config;
    private final String output;
    private final Placement placement;

    ImagePreparation(SparkSession session, PrepareImagesConfig config, String output) {
        this.session = session;
        this.config = config;
        this.output = output;
        this.placement = config.placement();
    }

    ImageManifest run() {
        try (ShardSetDraft draft = new ShardSetDraft(output);
                StageProgress progress = new StageProgress(session, "Finding classes")) {
            Attempts attempts = new Attempts(draft);
            ImageCorpus corpus = new ImageCorpus(session, config, attempts.path());
            Classes classes =
                    config.classes().isEmpty() ? Classes.of(corpus.labels()) : Classes.named(config.classes());
            progress.next("Writing shards");
            List<ImageShardReport> shards = write(corpus, classes, attempts.path());
            ImageManifest manifest = manifest(classes, shards, corpus.reports());
            shards.forEach(report -> attempts.keep(report.shard(), report.attempt()));
            attempts.finish(corpus.reports());
            draft.finish(manifest);
            return manifest;
        }
    }

    private List<ImageShardReport> write(ImageCorpus corpus, Classes classes, String attempts) {
        ImageShardTask task = new ImageShardTask(placement, classes.names().size(), attempts);
        List<ImageShardReport> reports = new ArrayList<>(corpus.images(classes)
                .repartitionById(placement.shards(), col("shard"))
                .sortWithinPartitions("key", "labels")
                .toJavaRDD()
                .mapPartitionsWithIndex(task, false)
                .collect());
        reports.sort(Comparator.comparing(report -> report.shard().file()));
        return reports;
    }

    private ImageManifest manifest(Classes classes, List<ImageShardReport> shards, List<FileReport> files) {
        ImageYield.requireImages(config, files);
        ChannelSums train = ChannelSums.total(of(shards, Split.TRAIN), ImageShardReport::pixels);
        ImageManifest manifest = new ImageManifest(
                ImageManifest.FORMAT,
                ImageManifest.KIND,
                config.height(),
                config.width(),
                ImageManifest.CHANNELS,
                config.labels(),
                classes.names(),
                new ImageManifest.Counts(
                        files.stream().mapToLong(FileReport::read).sum(),
                        shards.stream()
                                .map(ImageShardReport::shard)
                                .mapToLong(Shard::rows)
                                .sum(),
                        FileReport.dropped(files)),
                size(shards, Split.TRAIN, classes),
                size(shards, Split.VALIDATION, classes),
                train.mean(),
                train.variance(),
                shards.stream().map(ImageShardReport::shard).toList(),
                files.stream()
                        .map(file -> new Manifest.Input(
                                file.file().name(), file.file().bytes(), file.sha256()))
                        .toList(),
                Config.tree(config.anywhere()),
                config.seed());
        new ImageYield(config, manifest).requireSplits();
        return manifest;
    }

    private static List<ImageShardReport> of(List<ImageShardReport> shards, Split split) {
        return shards.stream().filter(report -> report.shard().split() == split).toList();
    }

    private static ImageManifest.SplitSize size(List<ImageShardReport> shards, Split split, Classes classes) {
        long[] labels = new long[classes.names().size()];
        long images = 0;
        for (ImageShardReport report : of(shards, split)) {
            images += report.shard().rows();
            for (int id = 0; id < labels.length; id++) {
                labels[id] += report.labels().get(id);
            }
        }
        return new ImageManifest.SplitSize(images, Arrays.stream(labels).boxed().toList());
    }
}
