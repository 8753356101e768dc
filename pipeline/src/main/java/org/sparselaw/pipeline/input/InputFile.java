package org.sparselaw.pipeline.input;

import java.io.Serializable;

/**
 * A file of records.
 *
 * @param path for opening it
 * @param name as the user would write it: relative when the source was
 * @param bytes as it lies there, compressed or not
 */
public record InputFile(String path, String name, long bytes) implements Serializable {
    public boolean compressed() {
        return name.endsWith(".gz") || name.endsWith(".tgz");
    }
}
