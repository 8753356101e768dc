package org.sparselaw.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.config.Config;
import org.sparselaw.training.prune.Acdc;
import org.sparselaw.training.prune.Constant;
import org.sparselaw.training.prune.Gradual;
import org.sparselaw.training.prune.OneShot;
import org.sparselaw.training.prune.Rigl;
import org.sparselaw.training.prune.SparseEvolution;
import org.sparselaw.training.prune.StraightThrough;

class TestPruningConfig {
    @Test
    void everythingIsReadAndScaledToTheRun() {
        PruningSpec spec =
                spec("schedule: gradual, start: .2, end: .6, power: 2, interval: 7, distribution: erdos-renyi,"
                        + " pattern: 2:4, tensors: {'*.wo.*': .5}");
        assertThat(spec.schedule()).isEqualTo(new Gradual(200, 600, 2, 7));
        assertThat(spec.plan(.5).pattern().name()).isEqualTo("2:4");
        assertThat(spec.plan(.5).distribution().name()).isEqualTo("erdos-renyi");
        assertThat(spec.tensors().orElseThrow()).containsEntry("*.wo.*", .5);
    }

    @Test
    void whatIsLeftOutIsWhatThePapersDo() {
        assertThat(spec("schedule: one-shot").schedule()).isEqualTo(new OneShot(500));
        assertThat(spec("schedule: acdc").schedule()).isEqualTo(new Acdc(100, 50, 850));
        assertThat(spec("method: straight-through").method()).isEqualTo(new StraightThrough(15, 0));
        assertThat(spec("method: rigl").method()).isEqualTo(new Rigl(15, 750, .3));
        assertThat(spec("method: rigl").schedule()).isEqualTo(new Constant());
        assertThat(spec("method: set, end: .5, fraction: .2, interval: 9").method())
                .isEqualTo(new SparseEvolution(9, 500, .2));
    }

    @ParameterizedTest
    @CsvSource({
        "'', gradual",
        "schedule: one-shot, one-shot",
        "schedule: acdc, acdc",
        "method: rigl, rigl",
        "method: set, set",
        "method: straight-through, straight-through",
        "'method: straight-through, schedule: constant', straight-through+constant"
    })
    void theRunTableNamesTheStrategy(String yaml, String strategy) {
        assertThat(spec(yaml).strategy()).isEqualTo(strategy);
        Optional<Pretrained> run = Optional.of(Pretrained.run("0123", Pretrained.Optimizer.FRESH));
        assertThat(config(yaml).over(1000, run).strategy())
                .isEqualTo(strategy.equals("gradual") ? "pretrained" : "pretrained+" + strategy);
        assertThat(config("")
                        .withStrategy(strategy)
                        .over(1000, Optional.empty())
                        .strategy())
                .isEqualTo(strategy);
    }

    @Test
    void anotherStrategyOfAGridHasItsUsualShares() {
        PruningConfig ramp = config("start: .4, end: .5, pattern: global, pretrained: {data: 1000}");
        assertThat(ramp.withStrategy("pretrained")).isEqualTo(ramp);
        assertThat(ramp.withStrategy("acdc").over(1000, Optional.empty()).schedule())
                .isEqualTo(new Acdc(100, 50, 850));
        assertThat(ramp.withStrategy("acdc").pretrained()).isEmpty();
        assertThat(ramp.withStrategy("gradual").over(1000, Optional.empty()).schedule())
                .isEqualTo(new Gradual(400, 500, 3, 2));
        assertThat(ramp.withStrategy("acdc").pattern()).isEqualTo("global");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule: constant, power: 2 | power has no meaning for constant (which has none of start, end,"
                        + " power,",
                "schedule: acdc, power: 2 | power has no meaning for acdc (which has start, end, phase)",
                "decay: .1 | decay has no meaning for gradual (which has start, end, power, interval)",
                "method: rigl, schedule: acdc | schedule 'acdc' is not allowed with method rigl (must be constant)",
                "start: .5, end: .4 | end 0.4 must be above start 0.5",
                "pattern: 2-4 | pattern '2-4' is not allowed (must be unstructured, global, n:m",
                "method: riggle | method: 'riggle' is not allowed (must be one of magnitude, straight-through, rigl,"
                        + " set)",
                "pretrained: {} | pretrained: checkpoint or data is missing"
            })
    void mistakesAreNamed(String yaml, String message) {
        assertThatThrownBy(() -> config(yaml)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pretrained", "riggle", ""})
    void aStrategyThatCannotBeIsRefused(String strategy) {
        assertThatThrownBy(() -> config("").withStrategy(strategy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strategy '" + strategy + "'");
    }

    @Test
    void trainingCostsTheDenseShareOfItsSteps() {
        assertThat(config("").cost().slope()).isCloseTo(.375, within(1e-15));
        assertThat(config("schedule: acdc").cost().slope()).isCloseTo(.1 + .75 / 2, within(1e-15));
        assertThat(config("method: rigl").cost().slope()).isZero();
        assertThat(config("method: straight-through, schedule: constant").cost().slope())
                .isCloseTo(1 / 3.0, within(1e-15));
    }

    private static PruningSpec spec(String yaml) {
        return config(yaml).over(1000, Optional.empty());
    }

    private static PruningConfig config(String yaml) {
        return Config.parse(PruningConfig.class, "pruning", "{" + yaml + "}", List.of());
    }
}
