package org.sparselaw.training.device.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sparselaw.training.device.Precision;

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

    /** With attention in all precisions. */
    static String text() {
        return joined();
    }

    /** With attention, most of what there is to compile, in this precision alone. */
    static String text(Precision precision) {
        String arithmetic = switch (precision) {
            case F32 -> "Singles";
            case TF32 -> "TensorFloats";
            case BF16 -> "Halves";
        };
        return "#define ATTENTION_KERNELS(DEFINE) ATTENTION_SIZES(DEFINE, " + precision + ", " + arithmetic + ")\n"
                + joined();
    }

    /** With directives that let a compiler name the file and the line of an error. */
    private static String joined() {
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
