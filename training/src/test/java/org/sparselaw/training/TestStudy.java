package org.sparselaw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.training.TinyStudy.Outcome;

/** A whole study, from artificial language to the report, on local Spark. */
class TestStudy {
    @TempDir
    static Path folder;

    private static TinyStudy study;
    private static Outcome first;

    @BeforeAll
    static void runOnce() throws IOException {
        study = new TinyStudy(Files.createDirectory(folder.resolve("first")));
        first = study.run();
    }

    @Test
    void endsWithTheLawTheOptimumAndTheReport() {
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("a_S", "b_N", "R^2", "Report: " + study.output() + "/report.html");
        assertThat(study.output()).isDirectoryContaining("glob:**/{runs.parquet,law.json,report.html}");
        assertThat(study.results()).hasSize(8).allMatch(r -> r.status() == Status.FINISHED);
    }

    @Test
    void everyNumberOfNonZerosIsMetAtEverySparsity() {
        assertThat(study.results()).allSatisfy(r -> {
            long wanted = r.nonZeros() < 4500 ? 3000 : 6000;
            assertThat((double) r.nonZeros() / wanted).isBetween(0.8, 1.2);
            assertThat(r.denseParameters()).isGreaterThanOrEqualTo(r.nonZeros());
        });
        assertThat(study.results())
                .filteredOn(r -> r.sparsity() == 0.5)
                .hasSize(4)
                .allMatch(r -> {
                    double share = (double) r.nonZeros() / r.denseParameters();
                    return share > 0.5 && share < 0.6; // norms and relative biases stay dense
                });
    }

    @Test
    void doesNothingAgainWhenNothingChanged() {
        Outcome second = study.run();
        assertThat(second.exitCode()).isZero();
        assertThat(second.err())
                .contains("text: unchanged, skipped", "8 runs, 0 of them to do", "law: unchanged, skipped");
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    void theSameStudyElsewhereGivesTheSameShardsAndLosses() throws IOException {
        TinyStudy again = new TinyStudy(Files.createDirectory(folder.resolve("again")));
        assertThat(again.run().exitCode()).isZero();
        assertThat(again.shards()).isNotEmpty().isEqualTo(study.shards());
        assertThat(again.results()).isEqualTo(study.results());
    }

    @Test
    void aKilledSweepGoesOnAndEndsWithTheSameRunTable() throws Exception {
        TinyStudy killed = new TinyStudy(Files.createDirectory(folder.resolve("killed")));
        Process process = start(killed);
        while (killed.results().size() < 2 && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        process.destroyForcibly().waitFor();
        Map<String, FileTime> done = resultTimes(killed);
        assertThat(done).as("results before SIGKILL").hasSizeBetween(2, 7);

        Outcome resumed = killed.run();

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("8 runs, " + (8 - done.size()) + " of them to do");
        assertThat(done.keySet()).allMatch(id -> resumed.err().contains(id));
        assertThat(resultTimes(killed)).containsAllEntriesOf(done);
        assertThat(killed.results()).isEqualTo(study.results());
    }

    @Test
    void aDivergedRunIsRecordedAndStopsNothing() throws IOException {
        TinyStudy wild = new TinyStudy(Files.createDirectory(folder.resolve("wild")));
        Outcome outcome = wild.run("training.optimizer.rate=1e30");
        assertThat(wild.results()).hasSize(8).allMatch(r -> r.status() == Status.DIVERGED && r.loss() == null);
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("the sparse law need at least 7 runs", "diverged");
    }

    @Test
    void aStudyOfImagesEndsWithItsLawInImages() throws IOException {
        TinyStudy images = TinyStudy.ofImages(Files.createDirectory(folder.resolve("images")));
        Outcome outcome = images.run();
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("a_S", "images", "Report: ");
        assertThat(images.output()).isDirectoryContaining("glob:**/{images,runs.parquet,law.json,report.html}");
        assertThat(images.results()).hasSize(8).allSatisfy(run -> {
            assertThat(run.status()).isEqualTo(Status.FINISHED);
            assertThat(run.family()).isEqualTo("vit");
            assertThat(run.dataUnit()).isEqualTo(DataUnit.IMAGES);
            assertThat(run.data()).isIn(120L, 240L);
            assertThat(run.accuracy()).isBetween(0.0, 1.0);
        });
        Outcome second = images.run();
        assertThat(second.err()).contains("images: unchanged, skipped", "8 runs, 0 of them to do");
        assertThat(second.out()).isEqualTo(outcome.out());
    }

    @Test
    void anErrorIsOneLineThatNamesTheKeyOrTheFile() throws IOException {
        TinyStudy wrong = new TinyStudy(Files.createDirectory(folder.resolve("wrong")));
        Path notAModel = Files.writeString(folder.resolve("wrong.model"), "This is not a vocabulary.");

        assertError(
                wrong,
                2,
                "sweep.sparsity[1]: 1.2 is not allowed (must be a number in [0, 1))",
                "sweep.sparsity=[0,1.2]");
        assertError(wrong, 2, "sweep.sparsty: unknown key (did you mean sparsity?)", "sweep.sparsty=[0]");
        assertError(wrong, 3, folder + "/none.json: no such file", "text.sources=[" + folder + "/none.json]");
        assertError(wrong, 3, notAModel + ": not a SentencePiece model", "text.tokenizer=" + notAModel);
        assertError(wrong, 2, "sweep.non-zeros: non-zeros 10 ", "sweep.non-zeros=[10]");
        assertError(wrong, 2, "model.family vit is trained on images, but text is given", "model.family=vit");
    }

    private static void assertError(TinyStudy study, int exitCode, String message, String override) {
        Outcome outcome = study.run(override);
        List<String> lines =
                outcome.err().lines().filter(l -> l.startsWith("sparselaw: ")).toList();
        assertThat(outcome.exitCode()).as(override).isEqualTo(exitCode);
        assertThat(lines).as(override).hasSize(1).first().asString().contains(message);
        assertThat(study.output()).as(override).doesNotExist();
    }

    private static Process start(TinyStudy study) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "@" + Path.of("../conf/jvm.options").toRealPath(),
                "-cp",
                System.getProperty("java.class.path"),
                Sparselaw.class.getName(),
                "study",
                study.yaml().toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(study.folder().resolve("log.txt").toFile())
                .start();
    }

    private static Map<String, FileTime> resultTimes(TinyStudy study) throws IOException {
        Map<String, FileTime> times = new HashMap<>();
        for (Run run : study.results()) {
            Path result = study.output().resolve("runs").resolve(run.runId()).resolve("result.json");
            times.put(run.runId(), Files.getLastModifiedTime(result));
        }
        return times;
    }
}
