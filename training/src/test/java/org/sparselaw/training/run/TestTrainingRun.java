package org.sparselaw.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.analysis.runs.Work;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TinyImageSet;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.model.ModelOptions;
import org.sparselaw.training.model.ModelSizes;
import org.sparselaw.training.model.Pooling;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.model.TextArchitecture.Activation;

class TestTrainingRun {
    private static final T5Config MODEL = T5Config.of(26, 16, 2, 8, 1, 1, 24);

    @TempDir
    Path folder;

    private TrainingSet set;
    private Storage runs;

    @BeforeEach
    void write() {
        set = TinyShardSet.text(folder + "/set", 12, 6, 20, 20);
        runs = Storage.of(folder + "/runs");
    }

    @Test
    void theLossFalls() {
        List<Double> losses = new ArrayList<>();
        Run run = run(spec(.5, 60, ""), (step, loss, sparsity) -> losses.add(loss));
        assertThat(run.status()).isEqualTo(Status.FINISHED);
        assertThat(losses).hasSize(60);
        assertThat(mean(losses.subList(50, 60))).isLessThan(.75 * mean(losses.subList(0, 10)));
        assertThat(run.loss()).isLessThan(losses.get(0));
    }

    @Test
    void theSameSpecificationGivesTheSameDigits() {
        RunSpec spec = spec(.75, 8, "");
        Run first = run(spec, RunListener.NONE);
        runs = Storage.of(folder + "/again");
        Run second = run(spec, RunListener.NONE);
        assertThat(second.loss()).isEqualTo(first.loss());
        assertThat(second.runId()).isEqualTo(first.runId());
        assertThat(run(spec(.75, 8, "seed: 1"), RunListener.NONE).loss()).isNotEqualTo(first.loss());
    }

    @Test
    void theResultCountsWhatWasPlanned() {
        RunSpec spec = spec(.75, 6, "");
        Run run = run(spec, RunListener.NONE);
        // 12 tokens a window: 2 of noise in 1 span, so 12 inputs; 4 windows a step.
        assertThat(run.data()).isEqualTo(6 * 4 * 12);
        assertThat(run.nonZeros()).isEqualTo(spec.nonZeros().withoutEmbeddings());
        assertThat(run.nonZerosWithEmbeddings()).isEqualTo(spec.nonZeros().withEmbeddings());
        assertThat(run.denseParameters()).isEqualTo(MODEL.parametersWithoutEmbeddings());
        assertThat(run.trainingFlop()).isEqualTo(spec.trainingFlop());
        assertThat(run.strategy()).isEqualTo("gradual");
    }

    @Test
    void theResultAccountsForWhatWasComputed() {
        RunSpec spec = spec(.75, 6, "");
        Work work = run(spec, RunListener.NONE).work();
        assertThat(work.nonZerosByTensor().values().stream().mapToLong(n -> n).sum())
                .isEqualTo(spec.nonZeros().withEmbeddings());
        assertThat(work.nonZerosByTensor())
                .containsEntry("encoder.block.0.layer.0.SelfAttention.q.weight", 64L)
                .containsEntry("encoder.final_layer_norm.weight", 16L);
        // A window of 12 tokens gives 12 inputs and 4 targets. Kernels: 4 of attention with 16 x 16 weights, 3 of the
        // feed-forward layer with 16 x 24; cross-attention's keys and values are of inputs; logits 26 x 16.
        double encoder = 12 * (4 * 256 + 3 * 384);
        double decoder = 4 * (4 * 256 + 2 * 256 + 3 * 384) + 12 * 2 * 256 + 4 * 26 * 16;
        double attention = 2 * 16 * (12 * 12 + 4 * 4 + 4 * 12);
        double perExample = 2 * (encoder + decoder + attention);
        assertThat(work.denseInferenceFlop()).isCloseTo(perExample / 12, within(1e-9));
        assertThat(work.executedFlop()).isCloseTo(3 * perExample * 4 * 6, within(1e-6));
        // A quarter of the kernels is left, and of the logits sqrt(1 - .75), the half.
        double kept = (encoder + decoder - 4 * 26 * 16) / 4 + 4 * 26 * 16 / 2.0;
        assertThat(work.inferenceFlop()).isCloseTo(2 * (kept + attention) / 12, within(1e-9));
    }

    @Test
    void sparsityFollowsTheSchedule() {
        List<Double> sparsities = new ArrayList<>();
        run(spec(.5, 8, ""), (step, loss, sparsity) -> sparsities.add(sparsity));
        // Ramp over steps 2 to 5: .5 (1 - (1 - p)^3) with p = 1/4, 2/4, 3/4, 1.
        assertThat(sparsities).containsExactly(0.0, 0.0, 37.0 / 128, 56.0 / 128, 63.0 / 128, .5, .5, .5);
    }

    @Test
    void aDivergedRunIsRecordedAndStopsEarly() {
        List<Long> steps = new ArrayList<>();
        Run run = run(spec(.5, 40, "optimizer: {rate: 1.0e+30}"), (step, loss, sparsity) -> steps.add(step));
        assertThat(run.status()).isEqualTo(Status.DIVERGED);
        assertThat(run.loss()).isNull();
        assertThat(steps).hasSizeLessThan(40);
        assertThat(Storage.of(runs + "/" + run.runId() + "/checkpoint").exists())
                .isFalse();
    }

    @Test
    void aFinishedRunIsNotRunAgain() {
        RunSpec spec = spec(0, 2, "");
        Run first = run(spec, RunListener.NONE);
        Run second = run(spec, (step, loss, sparsity) -> {
            throw new AssertionError("ran again");
        });
        assertThat(second).isEqualTo(first);
    }

    @Test
    void aRunThatBreaksOffLeavesNoResultAndStartsAnew() {
        RunSpec spec = spec(.5, 6, "");
        assertThatThrownBy(() -> run(spec, (step, loss, sparsity) -> {
                    if (step == 3) {
                        throw new IllegalStateException("stop");
                    }
                }))
                .hasMessage("stop");
        assertThat(RunFolder.of(runs, spec).result()).isEmpty();
        assertThat(names(spec, "metrics")).isEmpty();
        Storage planned = runs.child(spec.runId()).child("planned.json");
        assertThat(Json.read(Run.class, "planned.json", planned.readText()))
                .returns(Status.UNFINISHED, Run::status)
                .returns(spec.nonZeros().withoutEmbeddings(), Run::nonZeros)
                .returns(spec.amountOfData(), Run::data);
        Run run = run(spec, RunListener.NONE);
        assertThat(RunFolder.of(runs, spec).result()).isEqualTo(Optional.of(run));
        runs = Storage.of(folder + "/unbroken");
        assertThat(run(spec, RunListener.NONE).loss()).isEqualTo(run.loss());
    }

    @Test
    void theFolderHoldsWhatTheContractSays() {
        RunSpec spec = spec(.5, 3, "");
        run(spec, RunListener.NONE);
        assertThat(names(spec, "."))
                .containsExactly("checkpoint", "metrics", "planned.json", "result.json", "run.yaml");
        assertThat(names(spec, "metrics")).containsExactly("part-00000.parquet");
        assertThat(names(spec, "checkpoint"))
                .containsExactly("config.json", "model.safetensors", "optimizer.safetensors");
        Storage yaml = runs.child(spec.runId()).child("run.yaml");
        assertThat(Config.read(RunSpec.class, yaml.toString(), List.of())).isEqualTo(spec);
    }

    @Test
    void theCheckpointHoldsExactlyThePlannedNonZeros() {
        RunSpec spec = spec(.75, 6, "");
        run(spec, RunListener.NONE);
        Device device = new NaiveDevice();
        List<Safetensors.Entry> weights = MODEL.tensors().stream()
                .map(t -> new Safetensors.Entry(t.name(), t.shape(), device.allocate(t.size())))
                .toList();
        Storage file = runs.child(spec.runId()).child("checkpoint").child("model.safetensors");
        assertThat(Safetensors.read(file, weights)).containsEntry("run", spec.runId());
        assertThat(weights.stream().mapToLong(w -> device.nonZeros(w.values())).sum())
                .isEqualTo(spec.nonZeros().withEmbeddings());
    }

    @Test
    void anotherShardSetIsRefused() {
        RunSpec spec = spec(.5, 3, "");
        set = TinyShardSet.text(folder + "/other", 12, 6, 20, 21);
        assertThatThrownBy(() -> run(spec, RunListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/other: has the digest " + set.digest() + ", but the run " + spec.runId()
                        + " was specified on " + spec.data().shardSet());
    }

    private RunSpec spec(double sparsity, long steps, String training) {
        TrainingConfig config =
                Config.parse(TrainingConfig.class, "training", "batch: 4\ndevice: naive\n" + training, List.of());
        return RunSpec.of("test", MODEL, sparsity, steps, config, set);
    }

    private Run run(RunSpec spec, RunListener listener) {
        return TrainingRun.run(spec, set, runs, new NaiveDevice(), listener);
    }

    private List<String> names(RunSpec spec, String inner) {
        return Storage.of(runs + "/" + spec.runId() + "/" + inner).children().stream()
                .map(Storage::name)
                .toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().flatMapToDouble(DoubleStream::of).average().orElseThrow();
    }

    @Test
    void aRunOnImagesCountsImagesAndTellsItsAccuracy() {
        TrainingSet images = TinyImageSet.write(folder + "/images", 10, 20, 30);
        Architecture model = Family.VIT.architecture(
                new ModelSizes(2, 8, 1, 32),
                new ModelOptions(Optional.empty(), Activation.GATED_GELU, 2, Pooling.MEAN),
                images.shape());
        TrainingConfig config = Config.parse(
                TrainingConfig.class,
                "training",
                "batch: 8\ndevice: naive\noptimizer: {algorithm: adamw, rate: .01}",
                List.of());
        RunSpec spec = RunSpec.of("test", model, .5, 30, config, images);

        Run run = TrainingRun.run(spec, images, runs, new NaiveDevice(), RunListener.NONE);

        assertThat(run.dataUnit()).isEqualTo(DataUnit.IMAGES);
        assertThat(run.data()).isEqualTo(240);
        assertThat(run.family()).isEqualTo("vit");
        assertThat(run.accuracy()).isEqualTo(1);
        assertThat(run.loss()).isLessThan(.3);
        // 6 patches an image: FLOP are counted by positions.
        assertThat(run.trainingFlop()).isEqualTo(spec.plan().trainingFlop(model.tensors(), 30, 8 * 6));
        assertThat(run.nonZeros()).isEqualTo(spec.nonZeros().withoutEmbeddings());
        assertThat(Json.read(
                                Run.class,
                                "result.json",
                                runs.child(run.runId()).child("result.json").readText())
                        .accuracy())
                .isEqualTo(1);
        runs = Storage.of(folder + "/again");
        assertThat(TrainingRun.run(spec, images, runs, new NaiveDevice(), RunListener.NONE)
                        .loss())
                .isEqualTo(run.loss());
    }
}
