package org.sparselaw.analysis.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Headless Chromium, with a profile of its own for each page. Tests without one are skipped and say so. */
final class Browser {
    private final Path folder;

    Browser(Path folder) {
        this.folder = folder;
    }

    /** The document after its scripts have run, as HTML. */
    String document(Path page) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "document", ".html");
        run(output, "--virtual-time-budget=20000", "--dump-dom", page.toUri().toString());
        return Files.readString(output);
    }

    void screenshot(Path page, Path image, int width, int height) throws IOException, InterruptedException {
        run(
                Files.createTempFile(folder, "screenshot", ".log"),
                "--virtual-time-budget=20000",
                "--hide-scrollbars",
                "--window-size=" + width + "," + height,
                "--screenshot=" + image,
                page.toUri().toString());
    }

    private void run(Path output, String... arguments) throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "skipped: no chromium on the PATH to look at the report with");
        List<String> command = new ArrayList<>(List.of(
                chromium.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(Files.createTempFile(folder, "chromium", ".log").toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("chromium did not end within 120 s");
        }
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(entry -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(entry, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
