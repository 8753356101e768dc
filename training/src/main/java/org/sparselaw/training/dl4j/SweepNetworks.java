package org.sparselaw.training.dl4j;

import java.util.List;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.sweep.RunsJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a grid of a user's DL4J networks. Runs that have a result are not run again. */
@Command(
        name = "sweep-networks",
        description =
                "Trains a grid of your own DL4J networks on a shard set of text or images: one Spark job, a task a run.",
        mixinStandardHelpOptions = true)
public final class SweepNetworks extends Job {
    @Mixin
    private ConfigFile config;

    public static void main(String[] args) {
        System.exit(Job.execute(new SweepNetworks(), args));
    }

    @Override
    protected void run() {
        NetworkSweepConfig sweep = config.read(NetworkSweepConfig.class);
        Storage runs = Storage.of(sweep.runs());
        NetworkData data = NetworkData.open(sweep.shards());
        List<NetworkSpec> specs = NetworkPlan.of(sweep, data);
        List<NetworkSpec> pending = specs.stream()
                .filter(spec -> NetworkRun.result(runs, spec).isEmpty())
                .toList();
        System.err.printf("sweep-networks: %d runs, %d of them to do%n", specs.size(), pending.size());
        if (!pending.isEmpty()) {
            RunsJob.requireNoFailure(RunsJob.execute(
                    SparkJobs.session("sweep-networks"),
                    "sweep-networks",
                    data.unit() == DataUnit.IMAGES ? "images" : "tokens",
                    pending.stream().map(NetworkSpec::shown).toList(),
                    pending.stream().map(NetworkSpec::yaml).toList(),
                    new NetworkTask(sweep.shards(), runs.path().toString(), sweep.checkpointEvery())));
        }
        System.out.printf("%s: %d runs were there, %d ended%n", runs, specs.size() - pending.size(), pending.size());
    }
}
