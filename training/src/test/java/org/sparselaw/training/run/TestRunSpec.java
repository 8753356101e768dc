package org.sparselaw.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.ExampleShape;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.optimizer.InverseSquareRoot;
import org.sparselaw.training.prune.Gradual;
import org.sparselaw.training.prune.Pruning;

class TestRunSpec {
    private static final Architecture MODEL = ModelConfig.t5(64, 32, 2, 2).architecture(new ExampleShape.Tokens(26));

    @TempDir
    Path folder;

    private TrainingSet set;

    @BeforeEach
    void write() {
        set = TinyShardSet.text(folder + "/set", 20, 6, 10);
    }

    @Test
    void theIdIsAFunctionOfTheSpecificationAlone() {
        RunSpec spec = spec(.5, "");
        assertThat(spec.runId())
                .matches("[0-9a-f]{16}")
                .isEqualTo(spec(.5, "batch: 16").runId());
        assertThat(List.of(
                        spec.runId(),
                        spec(.75, "").runId(),
                        spec(.5, "seed: 1").runId(),
                        spec(.5, "batch: 8").runId(),
                        spec(.5, "optimizer: {rate: .02}").runId(),
                        spec(.5, "pruning: {end: .5}").runId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aMovedShardSetKeepsTheId() {
        String id = spec(.5, "").runId();
        set = TinyShardSet.text(folder + "/moved", 20, 6, 10);
        assertThat(spec(.5, "").runId()).isEqualTo(id);
    }

    @Test
    void schedulesAreScaledToTheRun() {
        RunSpec spec = spec(.5, "");
        assertThat(spec.plan()).isEqualTo(Pruning.magnitude(.5, new Gradual(250, 750, 3, 10)));
        assertThat(spec.optimizer().learningRate()).isEqualTo(new InverseSquareRoot(.01, 40));
    }

    @Test
    void aDenseRunIsNotPruned() {
        RunSpec spec = spec(0, "");
        assertThat(spec.pruning()).isEmpty();
        assertThat(spec.nonZeros().withoutEmbeddings()).isEqualTo(MODEL.parametersWithoutEmbeddings());
        assertThat(spec.trainingFlop()).isEqualTo(6.0 * MODEL.parametersWithoutEmbeddings() * spec.amountOfData());
    }

    @Test
    void allValidationWindowsAreTakenWhenThereAreFewer() {
        assertThat(spec(0, "").validationExamples()).isEqualTo(6);
        assertThat(spec(0, "validation-examples: 5").validationExamples()).isEqualTo(5);
    }

    @Test
    void aSetWithoutValidationWindowsIsRefused() {
        set = TinyShardSet.text(folder + "/none", 20, 0, 10);
        assertThatThrownBy(() -> spec(0, ""))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/none: holds no validation window (must be at least 1); prepare more text or"
                        + " shorter windows");
    }

    @Test
    void windowsWithMoreSpansThanSentinelsAreRefused() {
        // 100 tokens: 15 of noise in 5 spans.
        set = TinyShardSet.text(folder + "/long", 100, 1, 1);
        assertThatThrownBy(() -> spec(0, ""))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/long: windows of 100 tokens need 5 sentinels, but the set has 4 extra ids");
    }

    @Test
    void stepsComeClosestToTheAmountOfData() {
        TrainingConfig training = Config.parse(TrainingConfig.class, "training", "batch: 128", List.of());
        assertThat(training.steps(16_384_000_000L, 512)).isEqualTo(250_000);
        assertThat(training.steps(100, 512)).isEqualTo(1);
        assertThat(training.steps(128 * 512 * 7 / 2 + 1, 512)).isEqualTo(4);
    }

    @Test
    void theBaseModelHasTheSizesOfT5() {
        assertThat(ModelConfig.t5(768, 64, 12, 2048.0 / 768).architecture(new ExampleShape.Tokens(32_100)))
                .isEqualTo(T5Config.of(32_128, 768, 12, 64, 12, 12, 2048));
    }

    private RunSpec spec(double sparsity, String training) {
        TrainingConfig config = Config.parse(TrainingConfig.class, "training", training, List.of());
        return RunSpec.of("test", MODEL, sparsity, 1000, config, set);
    }
}
