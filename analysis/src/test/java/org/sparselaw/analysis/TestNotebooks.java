package org.sparselaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Executes every notebook with Jupyter; a cell that throws fails. Without Jupyter they are skipped, with a message. */
class TestNotebooks {
    private static final Path NOTEBOOKS = Path.of("..", "notebooks");
    private static final Path KERNEL = Path.of("target", "notebook", "jupyter-kernel.jar");
    private static final int MINUTES = 5;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void installKernel() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, "jupyter-execute"))),
                "skipped: no jupyter-execute on the PATH to run notebooks with (Debian: python3-nbclient)");
        assertThat(run(
                        NOTEBOOKS.resolve("kernel").toString(),
                        folder.toString(),
                        System.getProperty("java.class.path"),
                        KERNEL.toAbsolutePath().toString()))
                .isEmpty();
    }

    static Stream<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void runsFromTheFirstCellToTheLast(Path notebook) throws Exception {
        assertThat(run("jupyter", "execute", "--timeout=240", notebook.toString()))
                .isEmpty();
    }

    /** What a command that fails says; empty when it succeeds. */
    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JUPYTER_PATH", folder.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        return ended && process.exitValue() == 0 ? "" : Files.readString(output) + (ended ? "" : "(not ended)");
    }
}
