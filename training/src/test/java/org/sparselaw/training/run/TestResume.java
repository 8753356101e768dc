package org.sparselaw.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.config.Config;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TinyImageSet;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.cpu.CpuDevice;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.model.ModelOptions;
import org.sparselaw.training.model.ModelSizes;
import org.sparselaw.training.model.Pooling;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.model.TextArchitecture.Activation;

/** Runs that are broken off and go on, against runs that are not: losses, weights and metrics, to the last bit. */
class TestResume {
    private static final T5Config MODEL = T5Config.of(26, 16, 2, 8, 1, 1, 24);
    private static final long STEPS = 40;
    private static final long CHECKPOINT_EVERY = 6;

    @TempDir
    Path folder;

    private TrainingSet set;
    private Architecture model = MODEL;

    @BeforeEach
    void write() {
        set = TinyShardSet.text(folder + "/set", 12, 6, 20, 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pruning: {schedule: gradual}",
                "pruning: {schedule: gradual, pattern: '2:4'}",
                "pruning: {schedule: acdc}",
                "pruning: {schedule: constant, method: rigl}",
                "pruning: {schedule: constant, method: set}",
                "pruning: {schedule: gradual, method: straight-through}",
                "optimizer: {algorithm: adamw, rate: .01, clip: 1}",
                "optimizer: {algorithm: adafactor-factored}",
                "optimizer: {algorithm: sgd, rate: .05}"
            })
    void aRunKilledAtThreeStepsEndsAsOneThatWasNot(String training) throws Exception {
        RunSpec spec = spec(training);
        Map<Long, Double> expected = new HashMap<>();
        Run unbroken = run(spec, "unbroken", (step, loss, sparsity) -> expected.put(step, loss));

        Map<Long, Double> losses = new HashMap<>();
        for (long kill : new long[] {3, 17, 31}) {
            breakOff(spec, kill, losses);
        }
        Run resumed = run(spec, "broken", (step, loss, sparsity) -> losses.put(step, loss));

        assertThat(resumed.loss()).isEqualTo(unbroken.loss());
        assertThat(losses).isEqualTo(expected);
        assertThat(weights("broken", spec)).isEqualTo(weights("unbroken", spec));
        assertThat(metricsSteps("broken", spec))
                .containsExactlyElementsOf(LongStream.range(0, STEPS).boxed().toList());
        assertThat(names("broken", spec, "checkpoint"))
                .containsExactly("config.json", "model.safetensors", "optimizer.safetensors");
    }

    /** Images too: order, crops and flips go on where they were. */
    @Test
    void aRunOnImagesKilledAtThreeStepsEndsAsOneThatWasNot() throws Exception {
        set = TinyImageSet.write(folder + "/images", 6, 9, 11);
        model = Family.VIT.architecture(
                new ModelSizes(2, 8, 1, 24),
                new ModelOptions(Optional.empty(), Activation.GATED_GELU, 2, Pooling.CLASS_TOKEN),
                set.shape());
        aRunKilledAtThreeStepsEndsAsOneThatWasNot("augmentation: {padding: 1, flip: horizontal}");
    }

    @Test
    void goesOnFromTheNewestOfTheTwoCheckpoints() {
        RunSpec spec = spec("");
        breakOff(spec, 20, new HashMap<>());
        assertThat(names("broken", spec, "checkpoint")).containsExactly("step-000000000012", "step-000000000018");
        assertThat(firstStep(spec)).isEqualTo(18);
    }

    @Test
    void aDamagedCheckpointIsPassedOverForTheOneBefore() throws Exception {
        RunSpec spec = spec("pruning: {schedule: gradual}");
        Run unbroken = run(spec, "unbroken", RunListener.NONE);
        breakOff(spec, 20, new HashMap<>());
        flipLastByte(path("broken", spec).resolve("checkpoint/step-000000000018/state.safetensors"));

        Map<Long, Double> losses = new HashMap<>();
        Run resumed = run(spec, "broken", (step, loss, sparsity) -> losses.put(step, loss));

        assertThat(losses.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(12, STEPS).boxed().toList());
        assertThat(resumed.loss()).isEqualTo(unbroken.loss());
        assertThat(metricsSteps("broken", spec))
                .containsExactlyElementsOf(LongStream.range(0, STEPS).boxed().toList());
    }

    @Test
    void startsAnewWhenNoCheckpointIsWhole() throws Exception {
        RunSpec spec = spec("");
        breakOff(spec, 20, new HashMap<>());
        flipLastByte(path("broken", spec).resolve("checkpoint/step-000000000018/masks"));
        Files.delete(path("broken", spec).resolve("checkpoint/step-000000000012/state.json"));
        assertThat(firstStep(spec)).isZero();
    }

    private RunSpec spec(String training) {
        TrainingConfig config = Config.parse(TrainingConfig.class, "training", "batch: 4\n" + training, List.of());
        return RunSpec.of("test", model, .5, STEPS, config, set);
    }

    private Run run(RunSpec spec, String runs, RunListener listener) {
        try (CpuDevice device = CpuDevice.open(1)) {
            return TrainingRun.run(
                    spec, set, Storage.of(folder + "/" + runs), Optional.empty(), CHECKPOINT_EVERY, device, listener);
        }
    }

    private void breakOff(RunSpec spec, long kill, Map<Long, Double> losses) {
        assertThatThrownBy(() -> run(spec, "broken", (step, loss, sparsity) -> {
                    losses.put(step, loss);
                    if (step == kill) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
    }

    private long firstStep(RunSpec spec) {
        Map<Long, Double> losses = new HashMap<>();
        run(spec, "broken", (step, loss, sparsity) -> losses.put(step, loss));
        return losses.keySet().stream().min(Long::compare).orElseThrow();
    }

    private Path path(String runs, RunSpec spec) {
        return folder.resolve(runs).resolve(spec.runId());
    }

    private byte[] weights(String runs, RunSpec spec) throws Exception {
        return Files.readAllBytes(path(runs, spec).resolve("checkpoint/model.safetensors"));
    }

    private List<String> names(String runs, RunSpec spec, String inner) {
        return Storage.of(path(runs, spec).resolve(inner).toString()).children().stream()
                .map(Storage::name)
                .toList();
    }

    private List<Long> metricsSteps(String runs, RunSpec spec) throws Exception {
        List<Long> steps = new ArrayList<>();
        for (Storage part :
                Storage.of(path(runs, spec).resolve("metrics").toString()).children()) {
            try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), part.path())
                    .withConf(new Configuration())
                    .build()) {
                for (Group row = reader.read(); row != null; row = reader.read()) {
                    steps.add(row.getLong("step", 0));
                }
            }
        }
        return steps;
    }

    private static void flipLastByte(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }
}
