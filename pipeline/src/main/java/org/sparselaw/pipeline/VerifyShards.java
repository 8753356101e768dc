package org.sparselaw.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.StageProgress;
import org.sparselaw.pipeline.shard.AnySet;
import org.sparselaw.pipeline.shard.SetManifest;
import org.sparselaw.pipeline.shard.Shard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whether a shard set, of text or of images, is what its manifest says: every byte, row and value. */
@Command(
        name = "verify-shards",
        mixinStandardHelpOptions = true,
        description = "Checks the files, rows and values of a shard set against its manifest.")
public final class VerifyShards extends Job {
    @Parameters(paramLabel = "FOLDER", description = "The shard set: local, hdfs:// or s3a://.")
    private String folder;

    public static void main(String[] args) {
        System.exit(Job.execute(new VerifyShards(), args));
    }

    @Override
    protected void run() {
        SparkSession session = SparkJobs.session("verify-shards");
        try {
            SetManifest manifest = run(session, folder);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d shards of kind %s with %,d rows are what the manifest says%n",
                    folder,
                    manifest.shards().size(),
                    manifest.kind(),
                    manifest.shards().stream().mapToLong(Shard::rows).sum());
        } finally {
            session.stop();
        }
    }

    /**
     * Reads a whole set, a shard a task.
     *
     * @throws DataException with a line for each file, shard and count that is not what the manifest says
     */
    public static SetManifest run(SparkSession session, String folder) {
        AnySet set = AnySet.open(folder);
        List<String> problems = new ArrayList<>();
        List<Shard> shards = set.manifest().shards();
        try (StageProgress progress = new StageProgress(session, "Opening the set")) {
            problems.addAll(set.problems());
            progress.next("Verifying shards");
            problems.addAll(JavaSparkContext.fromSparkContext(session.sparkContext())
                    .parallelize(shards, Math.max(1, shards.size()))
                    .flatMap(verifying(folder))
                    .collect());
        }
        if (!problems.isEmpty()) {
            throw new DataException(String.join("\n", problems));
        }
        return set.manifest();
    }

    private static FlatMapFunction<Shard, String> verifying(String folder) {
        return shard -> {
            try {
                AnySet.open(folder).verify(shard);
                return List.<String>of().iterator();
            } catch (DataException e) {
                return List.of(e.getMessage()).iterator();
            }
        };
    }
}
