package org.sparselaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.analysis.runs.TableFormat;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Storage;

class TestFitLaw {
    private static final SparseCoefficients LAW = new SparseCoefficients(6, 0.9, 25, 0.3, 4e4, 0.45, 2.1);

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
    void nothingIsWrittenWhenTheTableIsTooSmall() {
        assertThatThrownBy(() -> fit(grid().subList(0, 3)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("3 usable runs");
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
    }

    private FittedLaw fit(List<Run> runs) {
        Storage table = Storage.of(folder.resolve("runs.parquet").toString());
        RunParquet.write(spark, runs, table);
        return FitLaw.run(
                spark,
                new FitLawConfig(
                        table.toString(),
                        TableFormat.AUTO,
                        Optional.empty(),
                        DataUnit.TOKENS,
                        new FitObjective(Residual.LOG, 1e-3),
                        output()));
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
