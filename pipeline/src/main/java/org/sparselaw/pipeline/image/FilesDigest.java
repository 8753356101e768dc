package org.sparselaw.pipeline.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Sha256;

/** One SHA-256 for several files: that of the lines that {@code sha256sum} writes of them, with their names alone. */
final class FilesDigest {
    private final Sha256 digest = new Sha256();

    void add(InputFile file, String sha256) {
        byte[] line = (sha256 + "  " + ImageSources.lastPart(file.name()) + "\n").getBytes(UTF_8);
        digest.update(line, 0, line.length);
    }

    String sha256() {
        return digest.hex();
    }
}
