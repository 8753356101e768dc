package org.sparselaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitSummary;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.intervals.IntervalSettings;
import org.sparselaw.analysis.intervals.Refits;
import org.sparselaw.analysis.intervals.ResampleMethod;
import org.sparselaw.analysis.intervals.Uncertainty;
import org.sparselaw.analysis.law.Comparisons.ComparedLaw;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.RunTable;
import org.sparselaw.analysis.runs.RunTables;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.analysis.runs.TableFormat;
import org.sparselaw.config.Config;
import org.sparselaw.config.ConfigException;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Storage;

class TestFitLaw {
    private static final SparseCoefficients LAW = new SparseCoefficients(6, 0.9, 25, 0.3, 4e4, 0.45, 2.1);

    private static final IntervalSettings SETTINGS =
            new IntervalSettings(ResampleMethod.RESIDUAL, 100, true, 0.9, 1, 5);

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void session() {
        spark = SparkJobs.session("test");
    }

    @Test
    void fitsARunTableAndWritesTheLaw() {
        List<Run> runs = new ArrayList<>(grid());
        runs.add(Runs.diverged("zz", 0.5));
        FittedLaw law = fit(runs);
        assertThat(law.coefficients().get("b_N")).isCloseTo(0.3, withinPercentage(1e-3));
        assertThat(law.used()).isEqualTo(48);
        assertThat(law.leftOut()).containsExactly(new LeftOut("zz", "diverged"));
        assertThat(FittedLaw.read(Storage.of(output()))).isEqualTo(law);
    }

    @Test
    void theSummarySaysWhatWasFittedAndLeftOut() {
        List<Run> runs = new ArrayList<>(grid());
        runs.add(Runs.diverged("zz", 0.5));
        assertThat(FitSummary.text(fit(runs)))
                .contains("64 of 64 starts agree", "48 runs: R^2 1.00000", "mean residual by sparsity: S 0.000: ")
                .contains("left out: 1 of 49 rows", "diverged: 1 (zz)");
    }

    @Test
    void theSummarySaysThatRunsWerePrunedInSeveralWays() {
        assertThat(FitSummary.text(fit(grid()))).doesNotContain("pruned in several ways");
        List<Run> runs = new ArrayList<>(grid());
        runs.add(Runs.ofPattern("2:4", "zz", 0.5, 150_000, 1_500_000, LAW.loss(0.5, 150_000, 1_500_000)));
        FittedLaw law = fit(runs);
        assertThat(law.recipes()).containsExactly("2:4, gradual", "unstructured, gradual");
        assertThat(FitSummary.text(law))
                .contains("! one law for runs pruned in several ways (2:4, gradual; unstructured, gradual)");
    }

    @Test
    void resamplesHaveTheSameBytesOnAnyNumberOfPartitions() {
        fit(grid());
        RunTable table = RunTables.read(
                spark, folder.resolve("runs.parquet").toString(), TableFormat.AUTO, Optional.empty(), DataUnit.TOKENS);
        FittedLaw distributed = FittedLaw.read(Storage.of(output()));
        FittedLaw here = Uncertainty.measured(
                LawFit.fit(table, new FitObjective(Residual.LOG, 1e-3)), table, SETTINGS, Refits::coefficients);
        assertThat(distributed.resamples().orElseThrow().coefficients()).hasSize(100);
        assertThat(here).isEqualTo(distributed);
    }

    @Test
    void theSummaryGivesIntervalsHeldOutErrorsAndTheOptimum() {
        assertThat(FitSummary.text(fit(grid()), 0.9))
                .containsPattern("b_N  0\\.3\\d* +\\[0\\.\\d+, 0\\.\\d+\\]")
                .contains("intervals of level 0.9 by residual bootstrap with 100 resamples")
                .contains("held out, largest N: 12 runs", "held out, 5 random folds: 48 runs")
                .contains("optimal sparsity where a dense model would be compute-optimal: ");
    }

    @Test
    void nothingIsWrittenWhenTheTableIsTooSmall() {
        assertThatThrownBy(() -> fit(grid().subList(0, 3)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "3 runs can be fitted; the 7 coefficients of the sparse law need at least 7 runs");
        assertThat(Path.of(output())).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "frantar-t5.yaml, t5-data.csv, 48, 4.880116595e-06, b_D, 0.384638210",
        "frantar-vit.yaml, vit-data.json, 112, 4.929087831e-04, b_D, 0.889831871"
    })
    void thePublishedTablesAreFittedAsTheyAre(
            String config, String table, int rows, double objective, String name, double value) {
        String configured = System.getProperty("SPARSELAW_SHARED", System.getenv("SPARSELAW_SHARED"));
        Path shared = configured == null ? Path.of("..", "..", "shared") : Path.of(configured);
        Path file = shared.resolve("data/runs/frantar2023").resolve(table);
        assumeTrue(Files.exists(file), "skipped: the published run table " + table + " is not there");
        FittedLaw law = FitLaw.run(
                spark,
                Config.read(
                        FitLawConfig.class,
                        Path.of("..", "conf", config).toString(),
                        List.of("runs=" + file, "output=" + output())));
        assertThat(law.used()).isEqualTo(rows);
        assertThat(law.leftOut()).isEmpty();
        assertThat(law.optimum().value()).isCloseTo(objective, withinPercentage(1e-5));
        assertThat(law.optimum().startsAgreeing()).isEqualTo(64);
        assertThat(law.coefficients().get(name)).isCloseTo(value, withinPercentage(1e-3));
        assertThat(law.comparisons().laws())
                .extracting(ComparedLaw::form)
                .containsExactly(LawForm.SPARSE, LawForm.CHINCHILLA, LawForm.AVERAGE);
        assertThat(law.comparisons().laws()).allMatch(l -> l.largestNonZeros().isPresent());
        assertThat(FittedLaw.read(Storage.of(output()))).isEqualTo(law);
        if (config.contains("t5")) {
            assertThat(law.comparisons().largerRuns().get(0).relativeError()).isCloseTo(-0.0187, within(5e-5));
            assertThat(FitSummary.text(law))
                    .contains("width 1024 (S 0.750, N 6.04e+08, D 3.28e+10): predicted 1.45507, measured 1.48278")
                    .contains("mean Huber 7.6372e-06, 1.56 times that of the fit")
                    .contains("! b_D: not identified: ")
                    .containsPattern("b_D +0\\.3846 +\\[0\\.000, 0\\.\\d+\\] lower end: a logarithm of D");
        }
    }

    @Test
    void publishedCoefficientsMustBeThoseOfTheLaw() {
        assertThatThrownBy(() -> Config.parse(
                        FitLawConfig.class,
                        "fit.yaml",
                        "{runs: a.csv, output: law.json, published: {a_S: 1}}",
                        List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "fit.yaml: published: has a_S (must be the coefficients of the sparse law: a_S, b_S, c_S, b_N,"
                                + " a_D, b_D, c)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two runs | 2 runs can be fitted; the 7 coefficients of the sparse law need at least 7 runs",
                "one size | all 48 runs have N = 1.00e+05: b_N, a_S, c_S, c cannot be determined; at least two sizes are needed",
                "one sparsity | all 48 runs have S = 0.000: b_S, a_S, c_S cannot be determined; at least two sparsities are needed",
                "one loss | all 48 runs have the loss 2.5: nothing but c = 2.5 can be determined",
                "S = 1 | no run can be fitted; the 7 coefficients of the sparse law need at least 7 runs; left out:"
                        + " sparsity outside [0, 1): 1.0 (48, first row 1)",
                "negative | left out: loss not above 0: -1.0 (48, first row 1)",
                "NaN | left out: loss is missing or not a number (48, first row 1)",
                "one id | Run a stands twice in the run table, as S 0.0, N 50000.0, D 1000000.0, loss 3.54",
                "one row | 1 run can be fitted; the 7 coefficients of the sparse law need at least 7 runs; left out:"
                        + " counted once: the same numbers as row 1 (47, first row 2)",
                "no loss | columns.loss: 'loss' names the column `loss`, but "
            })
    void aTableThatIsNotEnoughIsMetWithOneLine(String fault, String message) throws IOException {
        Path table = folder.resolve("runs.csv");
        Files.writeString(table, faulty(fault));
        Path config = folder.resolve("fit.yaml");
        Files.writeString(
                config,
                "runs: " + table + "\noutput: " + output()
                        + "\ncolumns: {sparsity: s, non-zeros: n, data: d, loss: loss"
                        + (fault.equals("one id") ? ", run: id" : "") + "}\n");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream error = System.err;
        int code;
        try {
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
            code = Job.execute(new FitLaw(), config.toString());
        } finally {
            System.setErr(error);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).singleElement().asString().contains(message);
        assertThat(code).isEqualTo(fault.equals("no loss") ? 2 : 3);
        assertThat(Path.of(output())).doesNotExist();
    }

    /** The grid as CSV, with one thing wrong in every row. */
    private static String faulty(String fault) {
        StringBuilder csv = new StringBuilder(fault.equals("no loss") ? "id,s,n,d,l\n" : "id,s,n,d,loss\n");
        List<Run> runs = fault.equals("two runs") ? grid().subList(0, 2) : grid();
        for (Run run : runs) {
            Run shown = fault.equals("one row") ? runs.get(0) : run;
            csv.append(fault.equals("one id") ? "a" : run.runId())
                    .append(',')
                    .append(fault.equals("S = 1") ? 1 : fault.equals("one sparsity") ? 0 : shown.sparsity())
                    .append(',')
                    .append(fault.equals("one size") ? 100_000 : shown.nonZeros())
                    .append(',')
                    .append(shown.data())
                    .append(',')
                    .append(
                            switch (fault) {
                                case "negative" -> "-1";
                                case "NaN" -> "NaN";
                                case "one loss" -> "2.5";
                                default -> shown.loss();
                            })
                    .append('\n');
        }
        return csv.toString();
    }

    @Test
    void runsOfOtherSeedsCountAndRepeatedRowsDoNot() {
        List<Run> runs = new ArrayList<>(grid());
        Run first = runs.get(0);
        runs.add(Runs.finished("seed-2", first.sparsity(), first.nonZeros(), first.data(), first.loss() * 1.001));
        runs.add(Runs.finished("again", first.sparsity(), first.nonZeros(), first.data(), first.loss()));
        FittedLaw law = fit(runs);
        assertThat(law.used()).isEqualTo(49);
        assertThat(law.leftOut()).hasSize(1);
        assertThat(law.leftOut().get(0).reason()).startsWith("counted once: the same numbers as ");
    }

    private FittedLaw fit(List<Run> runs) {
        Storage table = Storage.of(folder.resolve("runs.parquet").toString());
        RunParquet.write(runs, table);
        return FitLaw.run(
                spark,
                FitLawConfig.ofRunTable(table.toString(), new FitObjective(Residual.LOG, 1e-3), SETTINGS, output()));
    }

    private String output() {
        return folder.resolve("law.json").toString();
    }

    private static List<Run> grid() {
        List<Run> runs = new ArrayList<>();
        for (double s : new double[] {0, 0.5, 0.75, 0.875}) {
            for (long n : new long[] {50_000, 100_000, 200_000, 400_000}) {
                for (long d : new long[] {1_000_000, 2_000_000, 4_000_000}) {
                    runs.add(Runs.finished("run-" + (100 + runs.size()), s, n, d, LAW.loss(s, (double) n, (double) d)));
                }
            }
        }
        return runs;
    }
}
