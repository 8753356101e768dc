package org.sparselaw.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    @Test
    void aTerminalShowsTheTableAsItIsNow() {
        try (Progress progress = progress(4, Progress.Output.TERMINAL)) {
            progress.at(1, "", List.of("run a  loss 3", "run b  loss 4"));
            progress.say("run a ended");
        }
        // The line goes above: two lines up from the table's end to the bar, and all below erased.
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\nrun a  loss 3\nrun b  loss 4\033[?7h\r\033[2A\033[Jrun a ended\n\r\033[Jsweep ");
    }

    @Test
    void aLogIsNotFloodedWithTables() {
        try (Progress progress = progress(4)) {
            progress.at(1, "", List.of("run a  loss 3"));
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("run a", "\033");
    }

    private Progress progress(long total) {
        return progress(total, Progress.Output.LOG);
    }

    private Progress progress(long total, Progress.Output output) {
        return new Progress("sweep", total, "runs", new PrintStream(printed, true, StandardCharsets.UTF_8), output);
    }
}
