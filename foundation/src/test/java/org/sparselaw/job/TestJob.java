package org.sparselaw.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class TestJob {
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(standardError);
    }

    @Test
    void aJobThatEndsGivesZero() {
        assertThat(Job.execute(new Failing(null))).isZero();
        assertThat(printed()).isEmpty();
    }

    @Test
    void badDataGivesThreeAndOneLine() {
        int code = Job.execute(new Failing(new DataException("a.model: not a SentencePiece model")));
        assertThat(code).isEqualTo(3);
        assertThat(printed()).isEqualTo("sparselaw: a.model: not a SentencePiece model\n");
    }

    @Test
    void whatSparkWrapsIsStillUnderstood() {
        int code = Job.execute(new Failing(new RuntimeException("Job aborted", new UsageException("no such key"))));
        assertThat(code).isEqualTo(2);
        assertThat(printed()).isEqualTo("sparselaw: no such key\n");
    }

    @Test
    void aDefectGivesOneAndTheStackTraceOnlyWhenAsked() {
        assertThat(Job.execute(new Failing(new IllegalStateException("x\ny")))).isEqualTo(1);
        assertThat(printed()).isEqualTo("sparselaw: IllegalStateException: x (--verbose shows where)\n");
        assertThat(Job.execute(new Failing(new IllegalStateException("x")), "--verbose"))
                .isEqualTo(1);
        assertThat(printed()).contains("at org.sparselaw.job.TestJob");
    }

    @Test
    void anUnknownOptionGivesTwo() {
        assertThat(Job.execute(new Failing(null), "--sparsty")).isEqualTo(2);
        assertThat(printed()).contains("--sparsty");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Command(name = "failing")
    private static final class Failing extends Job {
        private final RuntimeException failure;

        Failing(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        protected void run() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
