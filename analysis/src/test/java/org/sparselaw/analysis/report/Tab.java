package org.sparselaw.analysis.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A page in a {@link Browser}. */
final class Tab {
    /** Below it a window is a phone's. */
    private static final int PHONE = 600;

    private final DevTools devTools;
    private final String session;

    Tab(DevTools devTools, String session) {
        this.devTools = devTools;
        this.session = session;
    }

    void open(String url, int width) throws IOException {
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < PHONE));
        call("Page.navigate", Map.of("url", url));
        evaluate("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))"
                + ".then(() => drawn).then(() => true)");
    }

    /** The value of a JavaScript expression, of a promise when it is kept. */
    JsonNode evaluate(String expression) throws IOException {
        JsonNode answer = call(
                "Runtime.evaluate",
                Map.of(
                        "expression",
                        "Promise.resolve(" + expression + ").then(value => JSON.stringify(value) ?? 'null')",
                        "awaitPromise",
                        true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return new ObjectMapper().readTree(answer.get("result").get("value").asText());
    }

    /** Warnings and errors of the console, and exceptions that nothing caught. */
    List<String> complaints() {
        Stream<JsonNode> logged = Stream.concat(
                events("Runtime.consoleAPICalled").filter(event -> isComplaint(event.get("type"))),
                events("Log.entryAdded")
                        .filter(event -> isComplaint(event.get("entry").get("level"))));
        return Stream.concat(logged, events("Runtime.exceptionThrown"))
                .map(JsonNode::toString)
                .toList();
    }

    /** Addresses that the page has asked for, itself and data: left out. */
    List<String> requests() {
        return events("Network.requestWillBeSent")
                .map(event -> event.get("request").get("url").asText())
                .filter(url -> !url.startsWith("data:") && !url.startsWith("blob:"))
                .filter(url -> !url.startsWith("file:") || !url.endsWith(".html"))
                .toList();
    }

    void screenshot(Path image) throws IOException {
        write(image, call("Page.captureScreenshot", Map.of("captureBeyondViewport", true)));
    }

    /** The page as it would be printed on A4. */
    void print(Path pdf) throws IOException {
        write(
                pdf,
                call("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69, "preferCSSPageSize", true)));
    }

    private static void write(Path file, JsonNode answer) throws IOException {
        Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    private static boolean isComplaint(JsonNode level) {
        return List.of("error", "warning", "assert").contains(level.asText());
    }

    private Stream<JsonNode> events(String method) {
        return devTools.events(session, method).stream();
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        return devTools.call(session, method, parameters);
    }
}
