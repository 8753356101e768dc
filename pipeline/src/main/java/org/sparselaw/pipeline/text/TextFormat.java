package org.sparselaw.pipeline.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparselaw.pipeline.input.InputFile;

/** How a file holds documents; its name tells. */
enum TextFormat {
    /** One JSON object a line, its document in the field {@code text}. */
    JSON_LINES {
        @Override
        List<String> endings() {
            return List.of(".json", ".jsonl", ".json.gz", ".jsonl.gz");
        }
    },
    /** One document. */
    PLAIN {
        @Override
        List<String> endings() {
            return List.of(".txt", ".txt.gz");
        }
    };

    static Optional<TextFormat> of(InputFile file) {
        return Arrays.stream(values()).filter(format -> format.has(file)).findFirst();
    }

    boolean has(InputFile file) {
        return endings().stream().anyMatch(file.name()::endsWith);
    }

    abstract List<String> endings();
}
