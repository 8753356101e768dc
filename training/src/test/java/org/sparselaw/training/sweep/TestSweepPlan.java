package org.sparselaw.training.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.config.Config;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.prune.Pruning;
import org.sparselaw.training.run.Pretrained;
import org.sparselaw.training.run.RunSpec;
import org.sparselaw.training.run.TrainingConfig;
import org.sparselaw.training.study.StudyConfig;

class TestSweepPlan {
    private static final String GRID = "non-zeros: [6000], sparsity: [0, .5], data: [4000]";

    @TempDir
    Path folder;

    private TrainingSet set;

    @BeforeEach
    void write() {
        set = TinyShardSet.text(folder + "/set", 20, 6, 30);
    }

    @Test
    void patternsAndStrategiesMultiplyTheSparseRunsOnly() {
        SweepPlan plan =
                plan("patterns: [unstructured, 2:4], strategies: [gradual, acdc, straight-through]", "pruning: {}");
        assertThat(plan.runs().stream()
                        .map(r -> r.spec().pattern() + " " + r.spec().strategy()))
                .containsExactlyInAnyOrder(
                        "unstructured dense",
                        "unstructured gradual",
                        "unstructured acdc",
                        "unstructured straight-through",
                        "2:4 gradual",
                        "2:4 acdc",
                        "2:4 straight-through");
        assertThat(plan.ids()).doesNotHaveDuplicates();
        assertThat(plan.waves()).hasSize(1);
    }

    @Test
    void aPatternThatRigLHasNotIsRefused() {
        assertThatThrownBy(() -> plan("patterns: [2:4], strategies: [rigl]", "pruning: {}"))
                .isInstanceOf(UsageException.class)
                .hasMessage("training.pruning: pattern '2:4' is not allowed with method rigl (must be unstructured)");
    }

    @Test
    void pretrainedRunsWaitForTheirDenseRuns() {
        SweepPlan plan = plan("strategies: [gradual, pretrained]", "pruning: {pretrained: {data: 8000}}");
        // Dense, gradual, pretrained, and the dense run of the wide model.
        assertThat(plan.runs()).hasSize(4);
        List<SweepPlan> waves = plan.waves();
        assertThat(waves).hasSize(2);
        PlannedRun pretrained = waves.get(1).runs().get(0);
        String dense = pretrained.spec().pretrained().flatMap(Pretrained::run).orElseThrow();
        assertThat(waves.get(0).ids()).hasSize(3).contains(dense);
        RunSpec itsDense = plan.runs().stream()
                .filter(run -> run.id().equals(dense))
                .findFirst()
                .orElseThrow()
                .spec();
        assertThat(itsDense.model()).isEqualTo(pretrained.spec().model());
        assertThat(itsDense.sparsity()).isZero();
        // 8,000 and 4,000 tokens of 4 x 19 a step.
        assertThat(itsDense.steps()).isEqualTo(105);
        assertThat(pretrained.spec().steps()).isEqualTo(53);
    }

    @Test
    void mistakesAreThoseOfTheCommand() {
        assertThatThrownBy(() -> plan("strategies: [riggle]", "pruning: {}"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("sweep: strategy 'riggle' is not allowed (must be one of gradual, ");
        assertThatThrownBy(() -> plan("strategies: [pretrained]", "pruning: {}"))
                .isInstanceOf(UsageException.class)
                .hasMessage("sweep: strategy 'pretrained' needs the section training.pruning.pretrained (checkpoint or"
                        + " tokens)");
        assertThatThrownBy(() -> plan("patterns: [1:4]", "pruning: {}"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("training.pruning: pattern '1:4' does not fit ");
        assertThatThrownBy(() -> plan("patterns: []", "pruning: {}"))
                .hasMessageContaining("patterns [] must be a list");
    }

    private SweepPlan plan(String more, String training) {
        SweepConfig grid = Config.parse(SweepConfig.class, "sweep", "{" + GRID + ", " + more + "}", List.of());
        TrainingConfig config = Config.parse(TrainingConfig.class, "training", "batch: 4\n" + training, List.of());
        WidthRule widths = Config.parse(WidthRule.class, "model", "{layers: 1, head-size: 8}", List.of());
        return SweepPlan.of("test", grid, widths, config, set);
    }

    /** The grids that come with the project can be met; the paper's for images within 2 %. */
    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "real-text", "patterns", "vit-cifar10", "vit-jft"})
    void theGridsOfTheConfigurationsCanBeMet(String name) {
        String sources = name.startsWith("vit") ? "images.sources=[x]" : "text.sources=[x]";
        List<String> overrides = name.equals("quickstart") || name.equals("patterns") ? List.of() : List.of(sources);
        StudyConfig study = Config.read(StudyConfig.class, "../conf/" + name + ".yaml", overrides);
        SweepPlan.check(study.sweep(), study.model(), study.training());
        if (name.equals("vit-jft")) {
            for (long wanted : study.sweep().nonZeros()) {
                for (double sparsity : study.sweep().sparsity()) {
                    Pruning pruning = study.training().pruning().plan(sparsity);
                    Architecture model =
                            study.model().model(wanted, pruning, study.model().anyShape());
                    double n = pruning.finalNonZeros(model.tensors()).withoutEmbeddings();
                    assertThat(n / wanted).isCloseTo(1, within(.02));
                }
            }
        }
    }
}
