package org.sparselaw.training.device.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of all kernels: one source, so that families can use each other's functions and a card compiles once. */
final class KernelSource {
    /** In the order in which they need each other. */
    private static final List<String> FILES = List.of(
            "prelude.cu",
            "flat.cu",
            "norms.cu",
            "vision.cu",
            "embedding.cu",
            "loss.cu",
            "attention_tiles.cu",
            "attention.cu",
            "attention_backward.cu",
            "pruning.cu",
            "optimizer.cu");

    private KernelSource() {}

    /** With directives that let a compiler name the file and the line of an error. */
    static String text() {
        StringBuilder text = new StringBuilder();
        for (String file : FILES) {
            text.append("#line 1 \"").append(file).append("\"\n").append(read(file));
        }
        return text.toString();
    }

    private static String read(String file) {
        try (InputStream in = KernelSource.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
