package org.sparselaw.training.dl4j;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.device.nd4j.Nd4jDevice;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.prune.NonZeros;
import org.sparselaw.training.run.CheckpointWriter;
import org.sparselaw.training.run.Checkpoints;
import org.sparselaw.training.run.RunListener;
import org.sparselaw.training.run.RunMetrics;
import org.sparselaw.training.run.RunProgress;
import org.sparselaw.training.run.Snapshot;
import org.sparselaw.training.run.StepMetrics;

/**
 * Carries out one run of a user's network:
 *
 * <pre>
 * runs/&lt;run id>/
 *     run.yaml                     the specification; the run id is its digest
 *     planned.json                 the run's row of the run table as far as it is known before it ends
 *     metrics/part-00000.parquet   a row a step; a file for the steps up to each checkpoint
 *     checkpoint/step-000000001000 what an unfinished run goes on from, see {@link Checkpoints}
 *     checkpoint/model.zip         the final network, for DL4J's ModelSerializer; a diverged run has none
 *     result.json                  written last: without it the run is unfinished
 * </pre>
 *
 * <p>N counts what is left of the weights that can be pruned, embedding and output layers left out and counted beside, D the
 * tokens or images read; the loss is the network's score over the validation examples, in nats a token or image. FLOP of text are 6
 * for each of these weights and token, as {@link org.sparselaw.training.prune.Pruning#trainingFlop} has it: every weight is used
 * once a token. Those of images are not known here: a convolution uses its weights many times an image.
 */
final class NetworkRun {
    /** Nats a token from which on a run counts as diverged, as for the models of this project. */
    private static final double GREATEST_LOSS = 100;

    private final NetworkSpec spec;
    private final NetworkData data;
    private final RunListener listener;
    private final long checkpointEvery;
    private final long started = System.nanoTime();
    private RunProgress beginning = RunProgress.BEGINNING;
    private long stepsDone;
    private long epoch;
    private long trainingNanos;

    private NetworkRun(NetworkSpec spec, NetworkData data, long checkpointEvery, RunListener listener) {
        this.checkpointEvery = checkpointEvery;
        this.spec = spec;
        this.data = data;
        this.listener = listener;
    }

    /** The result of a run that is finished. */
    static Optional<Run> result(Storage runs, NetworkSpec spec) {
        Storage file = runs.child(spec.runId()).child("result.json");
        return file.exists() ? Optional.of(Json.read(Run.class, file.toString(), file.readText())) : Optional.empty();
    }

    /**
     * Trains, validates and writes the run's folder, unless its result is there; a run that was broken off goes on from its
     * newest checkpoint. Same specification and shard set, same loss and weights, interruptions or not.
     *
     * @param checkpointEvery steps between checkpoints
     * @throws DataException when the set is not the one that the specification names
     */
    static Run run(NetworkSpec spec, NetworkData data, Storage runs, long checkpointEvery, RunListener listener) {
        Optional<Run> finished = result(runs, spec);
        if (finished.isPresent()) {
            return finished.get();
        }
        String digest = data.set().digest();
        if (!digest.equals(spec.shardSet())) {
            throw new DataException("%s: has the digest %s, but the run %s was specified on %s"
                    .formatted(data.set(), digest, spec.runId(), spec.shardSet()));
        }
        return new NetworkRun(spec, data, checkpointEvery, listener).run(runs.child(spec.runId()));
    }

    private Run run(Storage folder) {
        Checkpoints checkpoints = new Checkpoints(folder.child("checkpoint"));
        Optional<Checkpoints.Saved> saved = checkpoints.newest();
        try (UserNetwork network = UserNetwork.of(spec.network(), spec.configuration(), spec.seed())) {
            data.check(network);
            List<TensorSpec> tensors = network.tensors();
            if (saved.isEmpty()) {
                folder.delete();
                folder.child("run.yaml").write(spec.yaml());
                folder.child("planned.json").write(Json.write(row(tensors, Status.UNFINISHED, Scores.NONE)));
            }
            boolean sound;
            try (PruningListener pruning = pruning(network, saved);
                    RunMetrics metrics = new RunMetrics(folder.child("metrics"), beginning.metricsParts());
                    CheckpointWriter writer = new CheckpointWriter(checkpoints)) {
                network.model().setListeners(pruning);
                sound = train(network, pruning, metrics, writer);
                metrics.finishPart();
                checkCounts(sound, pruning.nonZeros(), tensors);
            }
            Scores scores = sound ? validate(network) : Scores.NONE;
            sound = sound && sound(scores.loss());
            if (sound) {
                folder.child("checkpoint").child("model.zip").write(network::save);
            }
            checkpoints.delete();
            Run result = row(tensors, sound ? Status.FINISHED : Status.DIVERGED, sound ? scores : Scores.NONE);
            folder.child("result.json").write(Json.write(result));
            return result;
        }
    }

    /** At the beginning, or where the run goes on; in that case the network and all else is as it was there. */
    private PruningListener pruning(UserNetwork network, Optional<Checkpoints.Saved> saved) {
        if (saved.isEmpty()) {
            return PruningListener.of(network.model(), spec.plan());
        }
        beginning = saved.get().progress();
        stepsDone = beginning.steps();
        saved.get().read(network.state());
        network.continueAfter(stepsDone);
        return PruningListener.resume(network.model(), spec.plan(), saved.get().masks());
    }

    /** Whether all losses were sound. */
    private boolean train(
            UserNetwork network, PruningListener pruning, RunMetrics metrics, CheckpointWriter checkpoints) {
        ShardIterator examples = data.training(network, spec.batch(), spec.seed());
        epoch = examples.skip(stepsDone);
        boolean sound = true;
        while (sound && stepsDone < spec.steps()) {
            if (!examples.hasNext()) {
                examples.reset();
                epoch++;
            }
            long start = System.nanoTime();
            double rate = network.learningRate();
            network.seed(spec.seed(), stepsDone);
            double loss = network.fit(examples.next());
            trainingNanos += System.nanoTime() - start;
            sound = sound(loss);
            metrics.write(new StepMetrics(
                    stepsDone,
                    epoch,
                    (stepsDone + 1) * spec.dataPerStep(),
                    loss,
                    rate,
                    pruning.sparsity(),
                    Optional.empty(),
                    elapsedSeconds()));
            listener.step(stepsDone++, loss, pruning.sparsity());
            if (sound && stepsDone < spec.steps() && stepsDone % checkpointEvery == 0) {
                checkpoints.await();
                metrics.finishPart();
                RunProgress progress = new RunProgress(stepsDone, metrics.parts(), elapsedSeconds());
                checkpoints.write(Snapshot.of(progress, network.state(), pruning.masks()));
            }
        }
        checkpoints.await();
        return sound;
    }

    private double elapsedSeconds() {
        return beginning.elapsedSeconds() + (System.nanoTime() - started) / 1e9;
    }

    /** What validation finds; accuracy of images alone, null when not known. */
    private record Scores(Double loss, Double accuracy) {
        static final Scores NONE = new Scores(null, null);
    }

    private Scores validate(UserNetwork network) {
        ShardIterator examples = data.validation(network, spec.validationExamples(), spec.batch());
        double sum = 0;
        long told = 0;
        long count = 0;
        while (examples.hasNext()) {
            MultiDataSet batch = examples.next();
            long rows = batch.getFeatures(0).size(0);
            sum += network.score(batch) * rows;
            told += data.unit() == DataUnit.IMAGES ? network.told(batch) : 0;
            count += rows;
        }
        return new Scores(sum / count, data.unit() == DataUnit.IMAGES ? (double) told / count : null);
    }

    private static boolean sound(double loss) {
        return Double.isFinite(loss) && loss < GREATEST_LOSS;
    }

    private void checkCounts(boolean sound, NonZeros kept, List<TensorSpec> tensors) {
        NonZeros planned = spec.plan().finalNonZeros(tensors);
        if (sound && !kept.equals(planned)) {
            throw new IllegalStateException("Run " + spec.runId() + " keeps " + kept + ", but should keep " + planned);
        }
    }

    private Run row(List<TensorSpec> tensors, Status status, Scores scores) {
        NonZeros nonZeros = spec.plan().finalNonZeros(tensors);
        boolean known = status != Status.UNFINISHED && data.unit() == DataUnit.TOKENS;
        return new Run(
                spec.runId(),
                spec.study(),
                "dl4j",
                spec.plan().pattern().name(),
                spec.plan().schedule().name(),
                spec.sparsity(),
                nonZeros.withoutEmbeddings(),
                nonZeros.withEmbeddings(),
                NonZeros.dense(tensors).withoutEmbeddings(),
                spec.data(),
                data.unit(),
                spec.steps(),
                spec.batch(),
                spec.seed(),
                status,
                reason(status),
                scores.loss(),
                scores.accuracy(),
                known ? spec.plan().trainingFlop(tensors, stepsDone, spec.dataPerStep()) : null,
                known ? (stepsDone - beginning.steps()) * spec.dataPerStep() / (trainingNanos / 1e9) : null,
                Nd4jDevice.describe(),
                spec.shardSet(),
                null,
                null);
    }

    private static String reason(Status status) {
        return switch (status) {
            case FINISHED -> null;
            case DIVERGED -> "the loss is no number or above 100 nats";
            default -> "has no result";
        };
    }
}
