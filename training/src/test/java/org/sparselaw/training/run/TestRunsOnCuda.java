package org.sparselaw.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.config.Config;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cpu.CpuDevice;
import org.sparselaw.training.device.cuda.EmulatedCard;
import org.sparselaw.training.device.cuda.EmulatedCard.Order;
import org.sparselaw.training.model.T5Config;

/** Whole sparse runs on the CUDA device, its kernels emulated, against the same on the CPU; and broken off. */
class TestRunsOnCuda {
    private static final T5Config MODEL = T5Config.of(26, 16, 2, 8, 1, 1, 24);

    @TempDir
    Path folder;

    private TrainingSet set;

    @BeforeEach
    void write() {
        assumeTrue(
                EmulatedCard.missing().isEmpty(), () -> EmulatedCard.missing().orElseThrow());
        set = TinyShardSet.text(folder + "/set", 12, 6, 20, 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pruning: {schedule: gradual}",
                "pruning: {schedule: gradual, pattern: '2:4'}",
                "pruning: {schedule: constant, method: rigl}",
                "pruning: {schedule: gradual, method: straight-through}",
                "optimizer: {algorithm: adamw, rate: .01, clip: 1}",
                "optimizer: {algorithm: adafactor-factored}"
            })
    void lossesAreThoseOfTheCpu(String training) {
        RunSpec spec = spec(training, 12);
        List<Double> expected = new ArrayList<>();
        List<Double> actual = new ArrayList<>();
        Run onCpu = run(spec, "cpu", CpuDevice.open(1), (step, loss, sparsity) -> expected.add(loss));
        Run onCuda = run(spec, "cuda", cuda(Precision.F32), (step, loss, sparsity) -> actual.add(loss));

        for (int step = 0; step < expected.size(); step++) {
            assertThat(actual.get(step)).isCloseTo(expected.get(step), within(1e-4 * expected.get(step)));
        }
        assertThat(onCuda.loss()).isCloseTo(onCpu.loss(), within(1e-4 * onCpu.loss()));
        assertThat(onCuda.nonZeros()).isEqualTo(onCpu.nonZeros());
    }

    @Test
    void inBf16TheyAreNearby() {
        RunSpec spec = spec("pruning: {schedule: gradual}", 20);
        Run onCpu = run(spec, "cpu", CpuDevice.open(1), RunListener.NONE);
        Run onCuda = run(spec, "cuda", cuda(Precision.BF16), RunListener.NONE);
        assertThat(onCuda.loss()).isCloseTo(onCpu.loss(), within(.01 * onCpu.loss()));
        assertThat(onCuda.nonZeros()).isEqualTo(onCpu.nonZeros());
    }

    @Test
    void aRunThatWasBrokenOffEndsAsOneThatWasNot() {
        RunSpec spec = spec("pruning: {schedule: gradual}", 20);
        Run unbroken = run(spec, "unbroken", cuda(Precision.BF16), RunListener.NONE);
        assertThatThrownBy(() -> run(spec, "broken", cuda(Precision.BF16), (step, loss, sparsity) -> {
                    if (step == 13) {
                        throw new IllegalStateException("broken off");
                    }
                }))
                .hasMessage("broken off");
        List<Long> steps = new ArrayList<>();
        Run resumed = run(spec, "broken", cuda(Precision.BF16), (step, loss, sparsity) -> steps.add(step));
        assertThat(steps.get(0)).isEqualTo(12);
        assertThat(resumed.loss()).isEqualTo(unbroken.loss());
    }

    private static Device cuda(Precision precision) {
        return EmulatedCard.device(precision, Order.FORWARDS);
    }

    private RunSpec spec(String training, long steps) {
        TrainingConfig config = Config.parse(TrainingConfig.class, "training", "batch: 4\n" + training, List.of());
        return RunSpec.of("test", MODEL, .5, steps, config, set);
    }

    private Run run(RunSpec spec, String runs, Device device, RunListener listener) {
        try (device) {
            return TrainingRun.run(spec, set, Storage.of(folder + "/" + runs), Optional.empty(), 6, device, listener);
        }
    }
}
