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
import org.sparselaw.training.run.RunListener;

/**
 * Carries out one run of a user's network:
 *
 * <pre>
 * runs/&lt;run id>/
 *     run.yaml               the specification; the run id is its digest
 *     checkpoint/model.zip   the final network, for DL4J's ModelSerializer; a diverged run has none
 *     result.json            the run's row of the run table; written last
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
    private long stepsDone;
    private long trainingNanos;

    private NetworkRun(NetworkSpec spec, NetworkData data, RunListener listener) {
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
     * Trains, validates and writes the run's folder, unless its result is there. Same specification and shard set, same loss
     * and weights.
     *
     * @throws DataException when the set is not the one that the specification names
     */
    static Run run(NetworkSpec spec, NetworkData data, Storage runs, RunListener listener) {
        Optional<Run> finished = result(runs, spec);
        if (finished.isPresent()) {
            return finished.get();
        }
        String digest = data.set().digest();
        if (!digest.equals(spec.shardSet())) {
            throw new DataException("%s: has the digest %s, but the run %s was specified on %s"
                    .formatted(data.set(), digest, spec.runId(), spec.shardSet()));
        }
        return new NetworkRun(spec, data, listener).run(runs.child(spec.runId()));
    }

    private Run run(Storage folder) {
        folder.delete();
        folder.child("run.yaml").write(spec.yaml());
        try (UserNetwork network = UserNetwork.of(spec.network(), spec.configuration(), spec.seed())) {
            data.check(network);
            List<TensorSpec> tensors = network.tensors();
            boolean sound;
            try (PruningListener pruning = PruningListener.of(network.model(), spec.plan())) {
                network.model().setListeners(pruning);
                sound = train(network, pruning);
                checkCounts(sound, pruning.nonZeros(), tensors);
            }
            Scores scores = sound ? validate(network) : Scores.NONE;
            sound = sound && sound(scores.loss());
            if (sound) {
                folder.child("checkpoint").child("model.zip").write(network::save);
            }
            Run result = row(tensors, sound ? Status.FINISHED : Status.DIVERGED, sound ? scores : Scores.NONE);
            folder.child("result.json").write(Json.write(result));
            return result;
        }
    }

    /** Whether all losses were sound. */
    private boolean train(UserNetwork network, PruningListener pruning) {
        ShardIterator examples = data.training(network, spec.batch(), spec.seed());
        boolean sound = true;
        while (sound && stepsDone < spec.steps()) {
            if (!examples.hasNext()) {
                examples.reset();
            }
            long start = System.nanoTime();
            double loss = network.fit(examples.next());
            trainingNanos += System.nanoTime() - start;
            sound = sound(loss);
            listener.step(stepsDone++, loss, pruning.sparsity());
        }
        return sound;
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
        boolean ofText = data.unit() == DataUnit.TOKENS;
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
                status == Status.DIVERGED ? "the loss is no number or above 100 nats" : null,
                scores.loss(),
                scores.accuracy(),
                ofText ? spec.plan().trainingFlop(tensors, stepsDone, spec.dataPerStep()) : null,
                ofText ? stepsDone * spec.dataPerStep() / (trainingNanos / 1e9) : null,
                Nd4jDevice.describe(),
                spec.shardSet(),
                null,
                null);
    }
}
