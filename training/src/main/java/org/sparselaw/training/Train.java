package org.sparselaw.training;

import java.util.Locale;
import java.util.Optional;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.Progress;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TrainingSet;
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
        String accuracy =
                run.accuracy() == null ? "" : String.format(Locale.ROOT, ", accuracy %.2f %%", 100 * run.accuracy());
        System.out.printf(
                Locale.ROOT,
                "%s: %s%s, S %s, N %,d, D %,d %s%n",
                Storage.of(train.runs()).child(run.runId()),
                loss,
                accuracy,
                run.sparsity(),
                run.nonZeros(),
                run.data(),
                run.dataUnit().name().toLowerCase(Locale.ROOT));
    }

    /** Carries out the run that a configuration describes, unless its result is there already. */
    public static Run run(TrainConfig config) {
        TrainingSet set = TrainingSet.open(config.model().family(), config.shards());
        RunSpec spec = spec(config, set);
        TrainingConfig training = config.training();
        try (Device device = Devices.open(training.device(), training.threads(), training.precision());
                Progress progress = new Progress("train", spec.steps(), "steps")) {
            if (spec.validationExamples() < training.validationExamples()) {
                progress.say("%s: holds %d validation %ss, fewer than the %d asked for; all are used"
                        .formatted(set, spec.validationExamples(), set.exampleName(), training.validationExamples()));
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

    private static RunSpec spec(TrainConfig config, TrainingSet set) {
        TrainingConfig training = config.training();
        Architecture model = architecture(config, set);
        long steps = config.steps()
                .orElseGet(() -> RunSpec.steps(model, training, config.data().orElseThrow(), set));
        Optional<Pretrained> pretrained = checkpoint(training)
                .map(file -> Pretrained.checkpoint(
                        file, training.pruning().pretrained().orElseThrow().optimizer()));
        return RunSpec.of(config.study(), model, config.sparsity(), steps, training, pretrained, set);
    }

    private static Architecture architecture(TrainConfig config, TrainingSet set) {
        try {
            return config.model().architecture(set.shape());
        } catch (IllegalArgumentException e) {
            throw new UsageException("model: " + e.getMessage());
        }
    }

    private static Optional<Storage> checkpoint(TrainingConfig training) {
        return training.pruning()
                .pretrained()
                .map(p -> Storage.of(p.checkpoint()
                        .orElseThrow(() ->
                                new UsageException("training.pruning.pretrained.data: only a sweep trains its dense"
                                        + " runs itself; name a checkpoint"))));
    }
}
