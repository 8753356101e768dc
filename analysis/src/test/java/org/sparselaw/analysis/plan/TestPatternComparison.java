package org.sparselaw.analysis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;

class TestPatternComparison {
    private static final long[] SIZES = {2_000_000, 8_000_000, 32_000_000};
    private static final long[] AMOUNTS = {20_000_000_000L, 50_000_000_000L};

    private final FittedLaw law = Laws.t5();

    @Test
    void theFactorThatMadeTheLossesComesOut() throws IOException {
        List<Run> runs = new ArrayList<>(runs("unstructured", "dense", 0, 1, 1));
        runs.addAll(runs("2:4", "gradual", 0.5, 1.7, 1.375));
        runs.addAll(runs("unstructured", "ac-dc", 0.75, 0.8, 3));
        List<PatternWorth> worths = PatternComparison.of(law, runs, Map.of()).worths();
        assertThat(worths).extracting(PatternWorth::pattern).containsExactly("dense", "2:4", "unstructured");
        assertThat(worths.get(0).denseSize().value()).isCloseTo(1, within(1e-4));
        assertThat(worths.get(1).denseSize().value()).isCloseTo(1.7, within(1e-4));
        assertThat(worths.get(1).costOfDense().orElseThrow().value()).isCloseTo(1.375 / 1.7, within(1e-4));
        assertThat(worths.get(2).denseSize().value()).isCloseTo(0.8, within(1e-4));
        assertThat(worths.get(2).runs()).isEqualTo(6);
    }

    @Test
    void theSparseLawsOwnRunsHaveItsEffectiveSize() {
        List<Run> runs = new ArrayList<>();
        for (long n : SIZES) {
            runs.add(Runs.finished(
                    "run " + n, 0.75, n, AMOUNTS[0], Laws.T5.loss(0.75, (double) n, (double) AMOUNTS[0])));
        }
        PatternWorth worth = PatternComparison.of(law, runs, Map.of()).worths().get(0);
        assertThat(worth.denseSize().value()).isCloseTo(2.270, within(5e-4));
    }

    @Test
    void pretrainingIsCountedBesideTheCostWithoutIt() throws IOException {
        List<Run> runs = runs("unstructured", "pretrained", 0.5, 2, 1.375);
        PatternWorth worth = PatternComparison.of(law, runs, Map.of("pretrained", 1e10))
                .worths()
                .get(0);
        // Half of the runs have 2e10 tokens, half 5e10; each pretraining token costs 1/(1-S) = 2 per non-zero
        // parameter.
        double before = (2 * 1e10 / 2e10 + 2 * 1e10 / 5e10) / 2;
        assertThat(worth.costOfDense().orElseThrow().value()).isCloseTo(1.375 / 2, within(1e-4));
        assertThat(worth.costWithPretraining().orElseThrow().value()).isCloseTo((1.375 + before) / 2, within(1e-4));
    }

    @Test
    void theIntervalHoldsWhatTheLawAndTheRunsLeaveOpen() throws IOException {
        List<Run> runs = runs("2:4", "gradual", 0.5, 1.7, 1.375);
        FittedLaw.Range interval = PatternComparison.of(Laws.resampledT5(100), runs, Map.of())
                .worths()
                .get(0)
                .denseSize()
                .interval()
                .orElseThrow();
        assertThat(interval.low()).isLessThan(1.7);
        assertThat(interval.high()).isGreaterThan(1.7);
    }

    @Test
    void theTextIsATable() throws IOException {
        List<Run> runs = runs("2:4", "gradual", 0.5, 1.7, 1.375);
        assertThat(PatternComparison.of(law, runs, Map.of()).text().lines().skip(2))
                .singleElement()
                .asString()
                .matches("2:4 +gradual +0.5000 +6  1.7 +0.8088");
    }

    @Test
    void aTableWithoutSparseRunsIsRefused() throws IOException {
        List<Run> dense = runs("unstructured", "dense", 0, 1, 1);
        assertThatThrownBy(() -> PatternComparison.of(law, dense, Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no finished sparse run");
    }

    /** Losses of the dense law for so many times the non-zeros; FLOP of so many times 6 N D. */
    private static List<Run> runs(String pattern, String strategy, double s, double size, double cost)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<Run> runs = new ArrayList<>();
        for (long n : SIZES) {
            for (long d : AMOUNTS) {
                Run plain = Runs.finished(strategy + n + "/" + d, s, n, d, Laws.T5.loss(0, size * n, (double) d));
                ObjectNode json = (ObjectNode) mapper.readTree(Json.write(plain));
                json.put("pattern", pattern).put("strategy", strategy).put("trainingFlop", cost * 6.0 * n * d);
                runs.add(Json.read(Run.class, "test", json.toString()));
            }
        }
        return runs;
    }
}
