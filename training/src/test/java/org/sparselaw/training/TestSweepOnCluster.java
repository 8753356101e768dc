package org.sparselaw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.training.TinyStudy.Outcome;

/** A study of twelve runs on a master and two worker processes. */
class TestSweepOnCluster {
    private static final String TWELVE = "sweep.data=[4000,8000,12000]";

    @TempDir
    private Path folder;

    @Test
    void aSweepThatLosesAWorkerEndsCompleteWithTheTableOfAnUndisturbedOne() throws Exception {
        TinyStudy undisturbed = new TinyStudy(Files.createDirectory(folder.resolve("undisturbed")));
        Outcome local = undisturbed.run(TWELVE);
        assertThat(local.exitCode()).as(local.err()).isZero();
        TinyStudy disturbed = new TinyStudy(Files.createDirectory(folder.resolve("disturbed")));

        try (StandaloneCluster cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("cluster")), 2)) {
            Process driver = cluster.submit("driver", "study", disturbed.yaml().toString(), "--set", TWELVE);
            awaitResults(disturbed, 3, driver);
            cluster.killWorker(0);
            assertThat(disturbed.results()).as("results when the worker died").hasSizeBetween(3, 11);
            driver.waitFor();

            assertThat(driver.exitValue()).as(cluster.log("driver")).isZero();
            assertThat(cluster.log("driver")).contains("Lost executor");
            assertThat(disturbed.shards()).isEqualTo(undisturbed.shards());
            assertThat(disturbed.results()).hasSize(12).isEqualTo(undisturbed.results());
        }
    }

    private static void awaitResults(TinyStudy study, int count, Process driver)
            throws IOException, InterruptedException {
        while (study.results().size() < count && driver.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
