package org.sparselaw.training.run;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Speed;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.analysis.runs.Work;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.MatmulPeak;
import org.sparselaw.training.model.Evaluation;
import org.sparselaw.training.model.HuggingFace;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.prune.NonZeros;

/** Carries out one run: from a specification and a shard set to a run folder with its result. */
public final class TrainingRun {
    private final RunSpec spec;
    private final TrainingSet set;
    private final Device device;
    private final RunListener listener;

    private TrainingRun(RunSpec spec, TrainingSet set, Device device, RunListener listener) {
        this.spec = spec;
        this.set = set;
        this.device = device;
        this.listener = listener;
    }

    /**
     * Trains, validates and writes {@code runs/<run id>}; a run that is finished already is not run again, and one that was
     * broken off goes on from its newest checkpoint, as if nothing had happened. The loss, the weights and the metrics but
     * for their seconds are a function of the specification and the shard set alone, to the last digit. A loss that is no
     * finite number, or above 100 nats a token, ends the run early: its result is {@link Status#DIVERGED}, has no loss and
     * counts the FLOP spent; N, D and steps are those planned.
     *
     * @param set the one that the specification names by its digest
     * @param device for this run alone: the memory of the model is given back when it is closed
     * @param checkpoint the one whose digest the specification names, if it names one
     * @param checkpointEvery steps between the checkpoints that a run which is broken off goes on from; no result depends on
     *     it
     * @throws DataException when the set or the checkpoint is another one
     */
    public static Run run(
            RunSpec spec,
            TrainingSet set,
            Storage runs,
            Optional<Storage> checkpoint,
            long checkpointEvery,
            Device device,
            RunListener listener) {
        RunFolder folder = RunFolder.of(runs, spec);
        Optional<Run> finished = folder.result();
        if (finished.isPresent()) {
            return finished.get();
        }
        if (!set.digest().equals(spec.data().shardSet())) {
            throw new DataException("%s: has the digest %s, but the run %s was specified on %s"
                    .formatted(set, set.digest(), spec.runId(), spec.data().shardSet()));
        }
        return new TrainingRun(spec, set, device, listener)
                .run(folder, InitialState.of(spec, runs, checkpoint), checkpointEvery);
    }

    /** A run that starts from no file and writes no checkpoints; see the other. */
    public static Run run(RunSpec spec, TrainingSet set, Storage runs, Device device, RunListener listener) {
        return run(spec, set, runs, Optional.empty(), Long.MAX_VALUE, device, listener);
    }

    private Run run(RunFolder folder, InitialState start, long checkpointEvery) {
        Optional<Checkpoints.Saved> saved = folder.checkpoints().newest();
        if (saved.isEmpty()) {
            folder.begin(planned());
        }
        Model model = spec.task().model(device, spec.batch());
        RunLoop loop = new RunLoop(spec, set, device, model, start, saved, listener);
        Optional<Evaluation> validated;
        int parts = saved.map(s -> s.progress().metricsParts()).orElse(0);
        try (RunMetrics metrics = new RunMetrics(folder.metrics(), parts);
                CheckpointWriter checkpoints = new CheckpointWriter(folder.checkpoints())) {
            validated = loop.run(metrics, checkpoints, checkpointEvery);
            metrics.finishPart();
        }
        if (validated.isPresent()) {
            checkCounts(loop.nonZeros());
            HuggingFace.write(folder.checkpointFolder(), spec.model(), model.parameters(), Map.of("run", spec.runId()));
            Map<String, String> steps = Map.of(RunFolder.STEPS, Long.toString(loop.optimizerSteps()));
            Safetensors.write(folder.optimizer(), steps, loop.optimizerState());
        }
        Run result = ended(validated, loop);
        folder.checkpoints().delete();
        folder.finish(result);
        return result;
    }

    /** N stands in the run table as planned: a model that keeps another number of parameters must not get there. */
    private void checkCounts(NonZeros kept) {
        if (!kept.equals(spec.nonZeros())) {
            throw new IllegalStateException(
                    "Run " + spec.runId() + " keeps " + kept + ", but should keep " + spec.nonZeros());
        }
    }

    private Run planned() {
        return row(Status.UNFINISHED, Optional.empty(), null, null, null, null);
    }

    private Run ended(Optional<Evaluation> validated, RunLoop loop) {
        Accounting accounting = new Accounting(spec);
        return row(
                validated.isPresent() ? Status.FINISHED : Status.DIVERGED,
                validated,
                spec.plan().trainingFlop(spec.model().tensors(), loop.stepsDone(), spec.tokensPerStep()),
                loop.stepsPerSecond() * spec.tokensPerStep(),
                accounting.work(loop.stepsDone(), loop::kept),
                accounting.speed(loop.stepsPerSecond(), MatmulPeak.flopPerSecond(device)));
    }

    /** The run's row of the run table; null stands for what is known at its end only. */
    private Run row(
            Status status,
            Optional<Evaluation> validated,
            Double trainingFlop,
            Double tokensPerSecond,
            Work work,
            Speed speed) {
        NonZeros nonZeros = spec.nonZeros();
        return new Run(
                spec.runId(),
                spec.study(),
                spec.family(),
                spec.pattern(),
                spec.strategy(),
                spec.sparsity(),
                nonZeros.withoutEmbeddings(),
                nonZeros.withEmbeddings(),
                spec.model().parametersWithoutEmbeddings(),
                spec.amountOfData(),
                spec.task().unit(),
                spec.steps(),
                spec.batch(),
                spec.seed(),
                status,
                reason(status),
                validated.map(v -> v.loss().mean()).orElse(null),
                accuracy(validated),
                trainingFlop,
                tokensPerSecond,
                device.description(),
                spec.data().shardSet(),
                work,
                speed);
    }

    private static Double accuracy(Optional<Evaluation> validated) {
        OptionalDouble accuracy = validated.map(Evaluation::accuracy).orElse(OptionalDouble.empty());
        return accuracy.isPresent() ? accuracy.getAsDouble() : null;
    }

    private static String reason(Status status) {
        return switch (status) {
            case FINISHED -> null;
            case DIVERGED -> "its loss is no finite number or above 100";
            default -> "has no result";
        };
    }
}
