package org.sparselaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.intervals.IntervalSettings;
import org.sparselaw.analysis.intervals.ResampleMethod;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Storage;

class TestReport {
    private static final SparseCoefficients LAW = new SparseCoefficients(6, 0.9, 25, 0.3, 4e4, 0.45, 2.1);

    private static SparkSession spark;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void fit() {
        spark = SparkJobs.session("test");
        write("runs.parquet", 2.1);
        FitLaw.run(
                spark,
                FitLawConfig.ofRunTable(
                        file("runs.parquet"),
                        new FitObjective(Residual.LOG, 1e-3),
                        new IntervalSettings(ResampleMethod.RESIDUAL, 100, false, 0.95, 1, 5),
                        file("law.json")));
    }

    @Test
    void writesAPageOfTheLawAndItsRuns() throws Exception {
        assertThat(report("runs.parquet", "law.json")).isZero();

        assertThat(Files.readString(folder.resolve("report.html")))
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>test</h1>", "12 of 13", "run-107", "diverged");
    }

    @Test
    void theSameInputsGiveTheSameBytes() throws Exception {
        report("runs.parquet", "law.json");
        byte[] first = Files.readAllBytes(folder.resolve("report.html"));
        report("runs.parquet", "law.json");

        assertThat(Files.readAllBytes(folder.resolve("report.html"))).isEqualTo(first);
    }

    @Test
    void writesEveryFigureBesideThePageUnlessToldNotTo() throws Exception {
        Storage.of(file("figures")).delete();
        assertThat(report("runs.parquet", "law.json", "--figures", "none")).isZero();
        assertThat(folder.resolve("figures")).doesNotExist();

        assertThat(report("runs.parquet", "law.json")).isZero();
        for (String figure :
                List.of("contours", "effective-sizes", "fit", "residuals", "loss-by-size", "loss-by-data")) {
            assertThat(folder.resolve("figures/" + figure + ".svg")).content().startsWith("<svg");
            assertThat(Files.readAllBytes(folder.resolve("figures/" + figure + ".png")))
                    .startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    void severalLawsAreSetSideBySide() throws Exception {
        String[] twice = {"--law", file("law.json"), "--runs", file("runs.parquet"), "--figures", "svg"};
        assertThat(report("runs.parquet", "law.json", twice)).isZero();

        assertThat(Files.readString(folder.resolve("report.html"))).contains("<h1>test (1) and test (2)</h1>");
        assertThat(folder.resolve("figures/laws-contours.svg")).exists();
        assertThat(report("runs.parquet", "law.json", "--law", file("law.json")))
                .as("a law without its runs")
                .isEqualTo(2);
    }

    @Test
    void aLawOfOtherRunsIsAnErrorAndWritesNothing() {
        write("other.parquet", 2.2);

        assertThatThrownBy(() -> Report.run(
                        spark, file("law.json"), file("other.parquet"), TrainingCost.GRADUAL, file("other.html")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file("law.json") + ": was not fitted to " + file("other.parquet"));
        assertThat(folder.resolve("other.html")).doesNotExist();
    }

    @Test
    void missingFilesAndOptionsHaveTheirExitCodes() {
        assertThat(report("none.parquet", "law.json")).isEqualTo(3);
        assertThat(report("runs.parquet", "none.json")).isEqualTo(3);
        assertThat(Job.execute(new Report(), "--law", file("law.json"))).isEqualTo(2);
    }

    private static int report(String runs, String law, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--law", file(law), "--runs", file(runs), "--output", file("report.html")));
        arguments.addAll(List.of(more));
        return Job.execute(new Report(), arguments.toArray(String[]::new));
    }

    private static void write(String name, double floor) {
        List<Run> runs = new ArrayList<>();
        for (double s : new double[] {0, 0.75}) {
            for (long n : new long[] {50_000, 400_000}) {
                for (long d : new long[] {1_000_000, 2_000_000, 4_000_000}) {
                    double loss = LAW.loss(s, (double) n, (double) d) - LAW.c() + floor;
                    runs.add(Runs.finished("run-" + (100 + runs.size()), s, n, d, loss));
                }
            }
        }
        runs.add(Runs.diverged("zz", 0.75));
        RunParquet.write(runs, Storage.of(file(name)));
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }
}
