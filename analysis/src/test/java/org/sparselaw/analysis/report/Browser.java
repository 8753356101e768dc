package org.sparselaw.analysis.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Headless Chromium with a profile of its own, driven by the DevTools protocol. Tests without one are skipped and say so. */
final class Browser implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Process process;
    private final DevTools devTools;

    private Browser(Process process, DevTools devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    static Browser start(Path folder) throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "skipped: no chromium on the PATH to look at the report with");
        Path profile = Files.createTempDirectory(folder, "profile");
        Process process = new ProcessBuilder(List.of(
                        chromium.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "chromium", ".log").toFile())
                .start();
        try {
            return new Browser(process, DevTools.connect(address(process, profile.resolve("DevToolsActivePort"))));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Opens a page in a window of this width and waits until its figures are drawn. */
    Tab open(Path page, int width) throws IOException {
        JsonNode target = devTools.call("", "Target.createTarget", Map.of("url", "about:blank"));
        JsonNode attached = devTools.call(
                "",
                "Target.attachToTarget",
                Map.of("targetId", target.get("targetId").asText(), "flatten", true));
        Tab tab = new Tab(devTools, attached.get("sessionId").asText());
        tab.open(page.toUri().toString(), width);
        return tab;
    }

    @Override
    public void close() {
        devTools.close();
        process.destroyForcibly().onExit().join();
    }

    /** Chromium writes the port and the path of its socket into a file of its profile. */
    private static URI address(Process process, Path file) throws IOException, InterruptedException {
        for (int i = 0; i < SECONDS * 20 && process.isAlive(); i++) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() >= 2) {
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("chromium did not open its DevTools within " + SECONDS + " s");
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(entry -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(entry, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
