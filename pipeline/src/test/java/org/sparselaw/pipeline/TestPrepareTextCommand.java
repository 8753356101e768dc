package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.Job;

class TestPrepareTextCommand {
    @TempDir
    Path folder;

    /** The exit code and what was said, for a configuration that is wrong before Spark is needed. */
    private String run(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("text.yaml"), yaml);
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int code = Job.execute(new PrepareText(), file.toString());
            return code + " "
                    + said.toString(StandardCharsets.UTF_8)
                            .replace(folder + "/", "")
                            .strip();
        } finally {
            System.setErr(err);
        }
    }

    @Test
    void theOutputMustBeNamed() throws IOException {
        assertThat(run("sources: [a.txt]"))
                .isEqualTo("2 sparselaw: text.yaml: output must be the folder of the shard set");
    }

    @Test
    void thereMustBeText() throws IOException {
        assertThat(run("output: set"))
                .startsWith("2 sparselaw: text.yaml: ")
                .contains("no text: sources must name files, folders or globs, or generated must be given");
    }

    @Test
    void valuesMustBeInRange() throws IOException {
        assertThat(run("sources: [a.txt]\noutput: set\nvalidation: 1.0\nwindow: 7"))
                .startsWith("2 ")
                .contains("validation", "window");
    }
}
