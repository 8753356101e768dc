package org.sparselaw.pipeline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data that lie beside a checkout; a test that needs them is skipped where they do not. */
public final class Shared {
    private Shared() {}

    /** @param place inside the folder that SPARSELAW_SHARED names, or {@code shared} beside the checkout */
    public static Path data(String place) {
        String named = System.getProperty("SPARSELAW_SHARED", System.getenv("SPARSELAW_SHARED"));
        Path shared = named != null
                ? Path.of(named)
                : Path.of("..", "..", "shared").toAbsolutePath().normalize();
        Path path = shared.resolve("data").resolve(place);
        assumeTrue(Files.exists(path), "skipped, there is no " + path);
        return path;
    }
}
