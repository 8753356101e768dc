package org.sparselaw.pipeline.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparselaw.pipeline.input.InputFile;

/** All records of a file. */
record Readings(List<Reading> all) {
    static final int LIMIT = 16 << 20;

    static Readings of(Path file) throws IOException {
        return of(file, LIMIT);
    }

    static Readings of(Path file, int limit) throws IOException {
        return of(file, ReadOptions.ofC4(limit));
    }

    static Readings of(Path file, ReadOptions options) throws IOException {
        List<Reading> all = new ArrayList<>();
        InputFile input = new InputFile(file.toString(), file.getFileName().toString(), Files.size(file));
        try (DocumentReader reader = DocumentReader.open(input, options)) {
            for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.add(next.get());
            }
        }
        return new Readings(all);
    }

    List<String> texts() {
        return all.stream()
                .filter(Reading.Document.class::isInstance)
                .map(reading -> ((Reading.Document) reading).text())
                .toList();
    }

    List<Reading.Rejected> rejected() {
        return all.stream()
                .filter(Reading.Rejected.class::isInstance)
                .map(Reading.Rejected.class::cast)
                .toList();
    }

    /** {@code line:reason} of each rejected record. */
    List<String> reasons() {
        return rejected().stream()
                .map(one -> one.line() + ":" + one.reason().code())
                .toList();
    }
}
