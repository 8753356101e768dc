package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.SparkJobs;

/** A process that prepares text over an earlier set, killed while it does this and that; see TestShardSetDraft for its last steps. */
class TestKilledPreparation {
    private static final String EVERY_STAGE = """
            generated: {documents: 200, words: 200, topics: 4, sentences: 12}
            vocabulary: {pieces: 150}
            window: 16
            validation: 0.1
            shards: 20
            duplicates: drop
            near-duplicates: {threshold: 0.6}
            """;

    @TempDir
    Path folder;

    @Test
    void theEarlierSetStaysUntilOneIsLeftAliveAndThatOneLeavesNothingElse() throws Exception {
        prepare("earlier", "seed: 1");
        Map<String, String> earlier = FolderDigests.of(set("earlier"));

        kill("counting words", () -> log().contains("Counting words"));
        assertThat(FolderDigests.of(set("earlier"))).isEqualTo(earlier);
        kill("joining near-duplicates", () -> isThere("edges-0"));
        assertThat(FolderDigests.of(set("earlier"))).isEqualTo(earlier);
        kill("writing shards", () -> isThere("train-"));
        assertThat(FolderDigests.of(set("earlier"))).isEqualTo(earlier);

        prepare("earlier", "seed: 2");
        prepare("undisturbed", "seed: 2");
        assertThat(FolderDigests.of(set("earlier")))
                .hasSize(21 + 2)
                .isEqualTo(FolderDigests.of(set("undisturbed")))
                .isNotEqualTo(earlier);
        try (Stream<Path> sets = Files.list(folder.resolve("out"))) {
            assertThat(sets).containsExactlyInAnyOrder(set("earlier"), set("undisturbed"));
        }
    }

    private Path set(String name) {
        return folder.resolve("out").resolve(name);
    }

    private void prepare(String output, String seed) {
        PrepareText.run(
                SparkJobs.session("test"),
                Config.parse(PrepareTextConfig.class, "test.yaml", EVERY_STAGE + seed, List.of()),
                set(output).toString());
    }

    /** Starts a process that would replace the earlier set, and kills it once something is seen of what it does. */
    private void kill(String when, BooleanSupplier seen) throws Exception {
        Path yaml =
                Files.writeString(folder.resolve("prepare.yaml"), EVERY_STAGE + "seed: 2\noutput: " + set("earlier"));
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "@" + Path.of("../conf/jvm.options").toRealPath(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrepareText.class.getName(),
                        yaml.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        while (!seen.getAsBoolean() && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(process.isAlive()).as(when + "\n" + log()).isTrue();
        process.destroyForcibly().waitFor();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether tasks of the process have begun a file, or a folder, whose name begins so. */
    private boolean isThere(String prefix) {
        try (Stream<Path> attempts = Files.list(folder.resolve("out/.earlier.draft/_attempts"))) {
            return attempts.flatMap(job -> Stream.of(job.toFile().list())).anyMatch(name -> name.startsWith(prefix));
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
