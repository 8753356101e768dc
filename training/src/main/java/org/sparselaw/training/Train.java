package org.sparselaw.training;

import java.util.Locale;
import java.util.Optional;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.Progress;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.Objective;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.run.Pretrained;
import org.sparselaw.training.run.RunSpec;
import org.sparselaw.training.run.TrainConfig;
import org.sparselaw.training.run.TrainingConfig;
import org.sparselaw.training.run.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One training run, in this process. */
@Command(
        name = "train",
        description = "Trains one sparse or dense model on a shard set.",
        mixinStandardHelpOptions = true)
public final class Train extends Job {
    @Mixin
    private ConfigFile config;

    public static void main(String[] args) {
        System.exit(Job.execute(new Train(), args));
    }

    @Override
    protected void run() {
        TrainConfig train = config.read(TrainConfig.class);
        Run run = run(train);
        String loss = run.status() == Status.DIVERGED
                ? "diverged"
                : String.format(Locale.ROOT, "validation loss %.5f", run.loss());
        System.out.printf(
                Locale.ROOT,
                "%s: %s, S %s, N %,d, D %,d tokens%n",
                Storage.of(train.runs()).child(run.runId()),
                loss,
                run.sparsity(),
                run.nonZeros(),
                run.data());
    }

    /** Carries out the run that a configuration describes, unless its result is there already. */
    public static Run run(TrainConfig config) {
        ShardSet set = ShardSet.open(config.shards());
        RunSpec spec = spec(config, set);
        TrainingConfig training = config.training();
        try (Device device = Devices.open(training.device(), training.threads(), training.precision());
                Progress progress = new Progress("train", spec.steps(), "steps")) {
            if (spec.validationWindows() < training.validationWindows()) {
                progress.say("%s: holds %d validation windows, fewer than the %d asked for; all are used"
                        .formatted(set, spec.validationWindows(), training.validationWindows()));
            }
            return TrainingRun.run(
                    spec,
                    set,
                    Storage.of(config.runs()),
                    checkpoint(training),
                    training.checkpointEvery(),
                    device,
                    (step, loss, sparsity) -> progress.at(
                            step + 1, String.format(Locale.ROOT, "loss %.4f, sparsity %.3f", loss, sparsity)));
        }
    }

    private static RunSpec spec(TrainConfig config, ShardSet set) {
        Manifest manifest = set.manifest();
        TrainingConfig training = config.training();
        Architecture model = config.model().architecture(manifest.vocabulary());
        Objective objective =
                Objective.of(model.family(), manifest.window(), manifest.vocabulary(), manifest.endOfSequence());
        long steps = config.steps()
                .orElseGet(() -> training.steps(config.tokens().orElseThrow(), objective.countedTokens()));
        Optional<Pretrained> pretrained = checkpoint(training)
                .map(file -> Pretrained.checkpoint(
                        file, training.pruning().pretrained().orElseThrow().optimizer()));
        return RunSpec.of(config.study(), model, config.sparsity(), steps, training, pretrained, set);
    }

    private static Optional<Storage> checkpoint(TrainingConfig training) {
        return training.pruning()
                .pretrained()
                .map(p -> Storage.of(p.checkpoint()
                        .orElseThrow(() ->
                                new UsageException("training.pruning.pretrained.tokens: only a sweep trains its dense"
                                        + " runs itself; name a checkpoint"))));
    }
}
