package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real inputs beside the checkout; tests that need one are skipped, and say so, where it is absent. */
public final class SharedData {
    private SharedData() {}

    public static Path path(String relative) {
        String place = System.getProperty("SPARSELAW_SHARED", System.getenv("SPARSELAW_SHARED"));
        Path path = Path.of(place == null ? "../../shared" : place, "data").resolve(relative);
        assumeThat(Files.exists(path)).as("skipped: %s is not there", path).isTrue();
        return path;
    }
}
