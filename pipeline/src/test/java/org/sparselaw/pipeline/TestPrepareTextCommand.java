package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
    void moreRejectedThanAllowedEndsWithExitCode3AndLeavesNothing() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "{\"text\":\"one\"}\n{\"text\":\"two\"}\nno json\n");
        assertThat(run("sources: [%1$s/a.jsonl]\noutput: %1$s/set\nmax-rejected-fraction: 0.1\nvocabulary: {pieces: 10}"
                        .formatted(folder)))
                .startsWith("3 ")
                .contains("sparselaw: too much is rejected: 3 documents read = 2 kept + 1 rejected (not-json 1), above"
                        + " max-rejected-fraction (0.1); the first is a.jsonl:3, not-json");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("a.jsonl", "text.yaml");
        }
    }

    @Test
    void valuesMustBeInRange() throws IOException {
        assertThat(run("sources: [a.txt]\noutput: set\nvalidation: 1.0\nwindow: 7"))
                .startsWith("2 ")
                .contains("validation", "window");
    }
}
