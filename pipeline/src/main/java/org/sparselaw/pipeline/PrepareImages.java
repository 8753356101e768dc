package org.sparselaw.pipeline;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.Progress;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Images of any kind to a shard set of pixels and labels ({@link org.sparselaw.pipeline.shard.ImageSet}). */
@Command(
        name = "prepare-images",
        mixinStandardHelpOptions = true,
        description = "Decodes and resizes images and writes them with their labels as a shard set.")
public final class PrepareImages extends Job {
    @Mixin
    private ConfigFile file;

    public static void main(String[] args) {
        System.exit(Job.execute(new PrepareImages(), args));
    }

    @Override
    protected void run() {
        PrepareImagesConfig config = file.read(PrepareImagesConfig.class);
        String output = config.output()
                .orElseThrow(() -> new UsageException(file.file() + ": output must be the folder of the shard set"));
        SparkSession session = SparkJobs.session("prepare-images");
        try {
            run(session, config, output);
        } finally {
            session.stop();
        }
    }

    /**
     * Makes a shard set. Its bytes follow from those of the sources, the configuration and the seed, on any number of
     * machines.
     *
     * @param output the set's folder; a set that is there is replaced once the new one is complete
     * @throws org.sparselaw.job.DataException when a source is missing, too much of what is read is rejected, or a split has
     *     no image
     */
    public static ImageManifest run(SparkSession session, PrepareImagesConfig config, String output) {
        long started = System.nanoTime();
        ImageManifest manifest = new ImagePreparation(session, config, output).run();
        Progress progress = new Progress("Preparing images", 1, "shard sets");
        new ImageYield(config, manifest).lines().forEach(progress::say);
        double seconds = (System.nanoTime() - started) * 1e-9;
        progress.say(String.format(
                Locale.ROOT,
                "%s: prepared in %.1f s, %,.0f images a second",
                Storage.of(output),
                seconds,
                manifest.counts().imagesRead() / seconds));
        return manifest;
    }
}
