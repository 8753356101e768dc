package org.sparselaw.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes the texts of {@code pipeline/benchmark-vocabulary}, a line a paragraph: {@code train.txt}; {@code held-out.txt}, every tenth
 * document of the same corpora; and {@code c4.txt}, a corpus of which none is trained on.
 */
final class VocabularyBenchmark {
    private static final String OTHER = "c4-real-train";
    private static final int HELD_OUT = 10; // one document in so many
    private static final int LONGEST = 4_000; // bytes of a line; spm_train leaves out those above 4,192

    private VocabularyBenchmark() {}

    /** Arguments: folder of corpora, folder to write to, most megabytes to train on. */
    public static void main(String[] args) throws IOException {
        List<String> documents = new ArrayList<>();
        List<String> other = new ArrayList<>();
        DevelopmentText.read(
                Path.of(args[0]), (file, text) -> (file.toString().contains(OTHER) ? other : documents).add(text));
        Collections.shuffle(documents, new Random(1));
        int heldOut = documents.size() / HELD_OUT;
        Path folder = Path.of(args[1]);
        write(documents.subList(0, heldOut), folder.resolve("held-out.txt"), Long.MAX_VALUE);
        write(
                documents.subList(heldOut, documents.size()),
                folder.resolve("train.txt"),
                Long.parseLong(args[2]) * 1_000_000);
        write(other, folder.resolve("c4.txt"), Long.MAX_VALUE);
    }

    private static void write(List<String> documents, Path file, long most) throws IOException {
        long bytes = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (String document : documents) {
                for (String line : document.split("\n")) {
                    int length = line.getBytes(UTF_8).length;
                    if (!line.isBlank() && length <= LONGEST && bytes + length < most) {
                        out.write(line + "\n");
                        bytes += length + 1;
                    }
                }
            }
        }
    }
}
