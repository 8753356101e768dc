package org.sparselaw.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.text.DocumentReader;
import org.sparselaw.pipeline.text.ReadOptions;
import org.sparselaw.pipeline.text.Reading;

/** The documents below a folder of C4-like files, for benchmarks. */
public final class DevelopmentText {
    private DevelopmentText() {}

    /** Gives each document with its file, files in the order of their paths. */
    public static void read(Path folder, BiConsumer<Path, String> document) throws IOException {
        for (Path file : files(folder)) {
            InputFile input = new InputFile(file.toString(), file.getFileName().toString(), Files.size(file));
            try (DocumentReader reader = DocumentReader.open(input, ReadOptions.ofC4(1 << 24))) {
                for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                    if (next.get() instanceof Reading.Document found) {
                        document.accept(file, found.text());
                    }
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
        }
    }
}
