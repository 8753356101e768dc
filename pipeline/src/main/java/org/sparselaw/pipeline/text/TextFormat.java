package org.sparselaw.pipeline.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparselaw.pipeline.input.InputFile;

/** How a file holds documents; its name tells. */
enum TextFormat {
    /** One JSON object a line, its document in a field. */
    JSON_LINES {
        @Override
        List<String> endings() {
            return compressible(".json", ".jsonl");
        }
    },
    /** A document a row, in a column. */
    PARQUET {
        @Override
        List<String> endings() {
            return List.of(".parquet");
        }
    },
    /** One document, or one a line. */
    PLAIN {
        @Override
        List<String> endings() {
            return compressible(".txt");
        }
    };

    static Optional<TextFormat> of(InputFile file) {
        return Arrays.stream(values()).filter(format -> format.has(file)).findFirst();
    }

    boolean has(InputFile file) {
        return endings().stream().anyMatch(file.name()::endsWith);
    }

    abstract List<String> endings();

    private static List<String> compressible(String... endings) {
        return Stream.of("", ".gz", ".zst")
                .flatMap(how -> Arrays.stream(endings).map(ending -> ending + how))
                .toList();
    }
}
