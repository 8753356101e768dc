package org.sparselaw.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

/** Small runs of every way to sparsity, to their last weight. */
class TestStrategies {
    private static final T5Config MODEL = T5Config.of(28, 16, 2, 8, 1, 1, 24);

    @TempDir
    Path folder;

    private TrainingSet set;
    private Storage runs;

    @BeforeEach
    void write() {
        set = TinyShardSet.text(folder + "/set", 12, 6, 20, 20);
        runs = Storage.of(folder + "/runs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gradual | .75 | power: 1",
                "one-shot | .75 | schedule: one-shot",
                "constant | .75 | schedule: constant, distribution: erdos-renyi",
                "acdc | .75 | schedule: acdc, start: .2, end: .8, phase: .1",
                "straight-through | .75 | method: straight-through, decay: .01",
                "straight-through+constant | .5 | method: straight-through, schedule: constant, pattern: 2:4",
                "rigl | .75 | method: rigl, interval: 3, distribution: erdos-renyi",
                "set | .75 | method: set, interval: 3",
                "gradual | .5 | pattern: 2:4",
                "gradual | .75 | pattern: 1:4-output",
                "gradual | .75 | pattern: global",
                "gradual | .6 | pattern: block-4x4",
                "acdc | .5 | pattern: 4:8, schedule: acdc",
                "gradual | .75 | tensors: {'*.wo.weight': .9, '*.q.weight': 0}"
            })
    void endsWithExactlyThePromisedZeros(String strategy, double sparsity, String pruning) {
        RunSpec spec = spec(sparsity, pruning, Optional.empty());
        Run run = run(spec);
        assertThat(run.status()).isEqualTo(Status.FINISHED);
        assertThat(run.strategy()).isEqualTo(strategy);
        assertThat(run.pattern()).isEqualTo(spec.pattern());
        assertThat(run.nonZeros()).isEqualTo(spec.nonZeros().withoutEmbeddings());
        long withoutEmbeddings = 0;
        long withEmbeddings = 0;
        for (TensorSpec tensor : MODEL.tensors()) {
            long nonZeros = nonZeros(weights(run.runId(), tensor));
            withEmbeddings += nonZeros;
            withoutEmbeddings += tensor.isEmbeddingOrLogits() ? 0 : nonZeros;
        }
        assertThat(withoutEmbeddings).isEqualTo(spec.nonZeros().withoutEmbeddings());
        // Rows of tokens that never occur have no gradient: what is grown there stays 0.
        assertThat(withEmbeddings)
                .isBetween(
                        strategy.equals("set") || strategy.equals("rigl")
                                ? withoutEmbeddings
                                : spec.nonZeros().withEmbeddings(),
                        spec.nonZeros().withEmbeddings());
    }

    @Test
    void everyGroupOfTwoOfFourHasTwo() {
        Run run = run(spec(.5, "pattern: 2:4", Optional.empty()));
        for (TensorSpec tensor : MODEL.tensors()) {
            if (tensor.role() == Role.KERNEL) {
                float[] weights = weights(run.runId(), tensor);
                for (int group = 0; group < weights.length; group += 4) {
                    float[] its = Arrays.copyOfRange(weights, group, group + 4);
                    assertThat(nonZeros(its)).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void theSameSpecificationGivesTheSameDigits() {
        for (String pruning : List.of("method: rigl, interval: 2", "method: set, interval: 2", "schedule: acdc")) {
            RunSpec spec = spec(.75, pruning, Optional.empty());
            Run first = run(spec);
            runs = Storage.of(folder + "/again-" + pruning.hashCode());
            assertThat(run(spec).loss()).isEqualTo(first.loss());
        }
    }

    @ParameterizedTest
    @CsvSource({"adafactor-factored, .01", "adamw, .003", "sgd, .1"})
    void everyOptimiserLearnsUnderMasks(String algorithm, double rate) {
        TrainingConfig training = training(
                "", "{algorithm: " + algorithm + ", rate: " + rate + ", schedule: cosine, warm-up: .1, clip: 1}");
        RunSpec spec = RunSpec.of("test", MODEL, .5, 60, training, set);
        List<Double> losses = new ArrayList<>();
        Run run = TrainingRun.run(spec, set, runs, new NaiveDevice(), (step, loss, sparsity) -> losses.add(loss));
        assertThat(run.loss()).isLessThan(.9 * losses.get(0));
        assertThat(MODEL.tensors().stream()
                        .mapToLong(t -> nonZeros(weights(run.runId(), t)))
                        .sum())
                .isEqualTo(spec.nonZeros().withEmbeddings());
    }

    @ParameterizedTest
    @EnumSource
    void aPretrainedRunStartsFromTheWeightsOfItsDenseRun(Pretrained.Optimizer optimizer) {
        RunSpec dense = spec(0, "", Optional.empty());
        RunSpec spec = spec(.5, "", Optional.of(Pretrained.run(dense.runId(), optimizer)));
        assertThatThrownBy(() -> run(spec))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "is not there; the dense run " + dense.runId() + " that run " + spec.runId() + " starts from");
        Run before = run(dense);
        List<Double> losses = new ArrayList<>();
        Run run = TrainingRun.run(spec, set, runs, new NaiveDevice(), (step, loss, sparsity) -> losses.add(loss));
        assertThat(run.strategy()).isEqualTo("pretrained");
        // The dense run began at the loss of a guess; this one begins about where that one ended.
        assertThat(losses.get(0)).isCloseTo(before.loss(), within(.3));
        assertThat(run.nonZeros()).isEqualTo(spec.nonZeros().withoutEmbeddings());
    }

    @Test
    void aCheckpointIsKnownByItsDigest() {
        Run dense = run(spec(0, "", Optional.empty()));
        Storage file = runs.child(dense.runId()).child("checkpoint").child("model.safetensors");
        RunSpec spec = spec(.5, "", Optional.of(Pretrained.checkpoint(file, Pretrained.Optimizer.LOADED)));
        Run run = TrainingRun.run(
                spec, set, runs, Optional.of(file), Long.MAX_VALUE, new NaiveDevice(), RunListener.NONE);
        assertThat(run.strategy()).isEqualTo("pretrained");
        runs = Storage.of(folder + "/others");
        assertThatThrownBy(() -> run(spec))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("no checkpoint: must be the checkpoint with the SHA-256 ");
        Storage other = Storage.of(folder + "/other.safetensors");
        other.write("not it");
        assertThatThrownBy(() -> TrainingRun.run(
                        spec, set, runs, Optional.of(other), Long.MAX_VALUE, new NaiveDevice(), RunListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(other + ": must be the checkpoint with the SHA-256 ");
    }

    @Test
    void aModelThatDoesNotFitIsRefusedBeforeTheRun() {
        assertThatThrownBy(() -> spec(.5, "pattern: 3:5", Optional.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "training.pruning: pattern '3:5' does not fit shared.weight: an input of 16 is no multiple of"
                                + " 5");
    }

    @Test
    void runYamlIsReadBack() {
        for (String pruning : List.of("", "schedule: acdc", "method: rigl", "tensors: {'*.wo.*': .5}")) {
            RunSpec spec = spec(.5, pruning, Optional.of(Pretrained.run("0123", Pretrained.Optimizer.LOADED)));
            assertThat(Config.parse(RunSpec.class, "run.yaml", spec.yaml(), List.of()))
                    .isEqualTo(spec);
        }
    }

    private RunSpec spec(double sparsity, String pruning, Optional<Pretrained> pretrained) {
        return RunSpec.of("test", MODEL, sparsity, 20, training(pruning, "{}"), pretrained, set);
    }

    private static TrainingConfig training(String pruning, String optimizer) {
        String yaml = "batch: 4\ndevice: naive\npruning: {" + pruning + "}\noptimizer: " + optimizer;
        return Config.parse(TrainingConfig.class, "training", yaml, List.of());
    }

    private Run run(RunSpec spec) {
        return TrainingRun.run(spec, set, runs, new NaiveDevice(), RunListener.NONE);
    }

    private float[] weights(String runId, TensorSpec tensor) {
        Device device = new NaiveDevice();
        Buffer values = device.allocate(tensor.size());
        Storage file = runs.child(runId).child("checkpoint").child("model.safetensors");
        Safetensors.read(file, List.of(new Safetensors.Entry(tensor.name(), tensor.shape(), values)));
        return values.toArray();
    }

    private static long nonZeros(float[] weights) {
        long count = 0;
        for (float weight : weights) {
            count += weight == 0 ? 0 : 1;
        }
        return count;
    }
}
