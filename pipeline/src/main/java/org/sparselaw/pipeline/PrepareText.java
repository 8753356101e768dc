package org.sparselaw.pipeline;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.Progress;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.StageProgress;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Raw text to a shard set of token windows ({@link org.sparselaw.pipeline.shard.ShardSet}). */
@Command(
        name = "prepare-text",
        mixinStandardHelpOptions = true,
        description = "Tokenizes text and cuts it into the windows of a shard set.")
public final class PrepareText extends Job {
    @Mixin
    private ConfigFile file;

    public static void main(String[] args) {
        System.exit(Job.execute(new PrepareText(), args));
    }

    @Override
    protected void run() {
        PrepareTextConfig config = file.read(PrepareTextConfig.class);
        String output = config.output()
                .orElseThrow(() -> new UsageException(file.file() + ": output must be the folder of the shard set"));
        SparkSession session = SparkJobs.session("prepare-text");
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
     * @throws org.sparselaw.job.DataException when a source is missing or the text does not fill a window of each split
     */
    public static Manifest run(SparkSession session, PrepareTextConfig config, String output) {
        long started = System.nanoTime();
        TextPreparation preparation = new TextPreparation(session, config, output);
        Manifest manifest = preparation.run();
        Progress progress = new Progress("Preparing text", 1, "shard sets");
        new Yield(config, manifest).lines().forEach(progress::say);
        for (StageProgress.Step step : preparation.steps()) {
            progress.say(String.format(Locale.ROOT, "%8.1f s %s", step.seconds(), step.what()));
        }
        progress.say(String.format(
                Locale.ROOT, "%s: prepared in %.1f s", Storage.of(output), (System.nanoTime() - started) * 1e-9));
        return manifest;
    }
}
