package org.sparselaw.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TestProgress {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void theLastLineSaysHowMuchWasDone() {
        try (Progress progress = progress(4)) {
            progress.advance(1);
            progress.at(4, "loss 2.5");
        }
        String[] lines = printed.toString(StandardCharsets.UTF_8).split("\n");
        assertThat(lines[0]).startsWith("sweep [=======                       ]  25% 1/4 runs in 0.");
        assertThat(lines[lines.length - 1])
                .startsWith("sweep [==============================] 100% 4/4 runs in ")
                .endsWith(", loss 2.5");
    }

    @Test
    void anUnknownTotalShowsNoBar() {
        progress(0).close();
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("sweep 0 runs in 0.");
    }

    private Progress progress(long total) {
        return new Progress("sweep", total, "runs", new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
