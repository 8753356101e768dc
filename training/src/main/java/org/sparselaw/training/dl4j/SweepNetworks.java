package org.sparselaw.training.dl4j;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
import org.sparselaw.job.Progress;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.dl4j.NetworkTask.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a grid of a user's DL4J networks. Runs that have a result are not run again. */
@Command(
        name = "sweep-networks",
        description =
                "Trains a grid of your own DL4J networks on a shard set of text or images: one Spark job, a task a run.",
        mixinStandardHelpOptions = true)
public final class SweepNetworks extends Job {
    private static final long REFRESH_MS = 250;

    @Mixin
    private ConfigFile config;

    public static void main(String[] args) {
        System.exit(Job.execute(new SweepNetworks(), args));
    }

    @Override
    protected void run() {
        NetworkSweepConfig sweep = config.read(NetworkSweepConfig.class);
        Storage runs = Storage.of(sweep.runs());
        List<NetworkSpec> specs = NetworkPlan.of(sweep, NetworkData.open(sweep.shards()));
        List<String> pending = specs.stream()
                .filter(spec -> NetworkRun.result(runs, spec).isEmpty())
                .map(NetworkSpec::yaml)
                .toList();
        System.err.printf("sweep-networks: %d runs, %d of them to do%n", specs.size(), pending.size());
        List<Outcome> failed = pending.isEmpty()
                ? List.of()
                : train(SparkJobs.session("sweep-networks"), sweep, runs, pending).stream()
                        .filter(Outcome::failed)
                        .toList();
        if (!failed.isEmpty()) {
            throw new DataException("%d of %d runs failed, the first of them: run %s: %s"
                    .formatted(
                            failed.size(),
                            pending.size(),
                            failed.get(0).runId(),
                            failed.get(0).text()));
        }
        System.out.printf("%s: %d runs were there, %d ended%n", runs, specs.size() - pending.size(), pending.size());
    }

    private static List<Outcome> train(
            SparkSession spark, NetworkSweepConfig sweep, Storage runs, List<String> pending) {
        CollectionAccumulator<Outcome> outcomes = spark.sparkContext().collectionAccumulator("network outcomes");
        NetworkTask task = new NetworkTask(sweep.shards(), runs.path().toString(), outcomes);
        try (Progress progress = new Progress("sweep-networks", pending.size(), "runs")) {
            JavaFutureAction<Void> job = JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(pending, pending.size())
                    .foreachAsync(task::execute);
            int shown = 0;
            boolean done = false;
            while (!done) {
                done = job.isDone();
                List<Outcome> ended = List.copyOf(outcomes.value());
                for (; shown < ended.size(); shown++) {
                    Outcome outcome = ended.get(shown);
                    progress.say(
                            "run " + outcome.runId() + "  " + (outcome.failed() ? "FAILED: " : "") + outcome.text());
                }
                progress.at(shown, "ended");
                if (!done) {
                    Thread.sleep(REFRESH_MS);
                }
            }
            job.get();
            return List.copyOf(outcomes.value());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
