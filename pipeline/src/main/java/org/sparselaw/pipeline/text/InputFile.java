package org.sparselaw.pipeline.text;

import java.io.Serializable;
import java.util.List;

/**
 * A file of documents.
 *
 * @param path for opening it
 * @param name as the user would write it: relative when the source was
 * @param bytes as it lies there, compressed or not
 */
public record InputFile(String path, String name, long bytes) implements Serializable {
    private static final List<String> JSON_LINES = List.of(".json", ".jsonl", ".json.gz", ".jsonl.gz");
    private static final List<String> PLAIN = List.of(".txt", ".txt.gz");

    /** All endings of files with documents. */
    static final String ENDINGS = String.join(", ", JSON_LINES) + ", " + String.join(", ", PLAIN);

    /** One JSON object a line, its document in the field {@code text}. */
    boolean jsonLines() {
        return JSON_LINES.stream().anyMatch(name::endsWith);
    }

    /** One document. */
    boolean plain() {
        return PLAIN.stream().anyMatch(name::endsWith);
    }

    boolean compressed() {
        return name.endsWith(".gz");
    }
}
