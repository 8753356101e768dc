package org.sparselaw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.training.sweep.GpuRuns;

/**
 * Spark gives every run a GPU of its own: on a worker of four cores and two GPUs, which are there as far as Spark can tell from
 * a stand-in for nvidia-smi.
 */
class TestRunsOnGpus {
    private static final int RUNS = 6;
    private static final String GPU = "spark.worker.resource.gpu.";

    @TempDir
    private Path folder;

    private record Held(String gpu, long from, long to) {
        boolean overlaps(Held other) {
            return from < other.to && other.from < to;
        }
    }

    @Test
    void noTwoRunsHaveOneGpuAtATimeAndThoseWithoutNeedOnlyCores() throws Exception {
        Path script = folder.resolve("discover");
        Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\nprintf '0\\n1\\n'\n");
        Files.writeString(
                script,
                "#!/bin/sh\nPATH=%s:$PATH exec %s\n"
                        .formatted(folder, Path.of("../conf/discover-gpus").toRealPath()));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(folder.resolve("nvidia-smi").toFile().setExecutable(true)).isTrue();
        Path logs = Files.createDirectory(folder.resolve("cluster"));
        Map<String, String> gpus = Map.of(GPU + "amount", "2", GPU + "discoveryScript", script.toString());

        try (StandaloneCluster cluster = new StandaloneCluster(logs, 1, 4, gpus)) {
            Process driver = cluster.drive(
                    "driver",
                    Map.of("spark.executor.resource.gpu.amount", "2"),
                    GpuRuns.class,
                    folder.toString(),
                    Integer.toString(RUNS));
            assertThat(driver.waitFor()).as(cluster.log("driver")).isZero();
        }
        List<Held> onGpus = held("gpu");
        assertThat(onGpus)
                .hasSize(RUNS)
                .extracting(Held::gpu)
                .contains("0", "1")
                .containsOnly("0", "1");
        for (Held one : onGpus) {
            assertThat(onGpus.stream().filter(other -> other != one && other.gpu.equals(one.gpu)))
                    .noneMatch(one::overlaps);
        }
        assertThat(atOnce(onGpus)).isEqualTo(2);
        List<Held> others = held("cpu");
        assertThat(others).hasSize(RUNS).extracting(Held::gpu).containsOnly("none");
        assertThat(atOnce(others)).isEqualTo(4);
    }

    /** The greatest number of runs at one time. */
    private static long atOnce(List<Held> runs) {
        return runs.stream()
                .mapToLong(one -> runs.stream()
                        .filter(other -> other.from <= one.from && one.from < other.to)
                        .count())
                .max()
                .orElseThrow();
    }

    private List<Held> held(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> read(file).split(" "))
                    .map(words -> new Held(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
