package org.sparselaw.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sparselaw.storage.Sha256;

/** Every file below a folder with the digest of its bytes, but for what is no part of a result: how long its steps took. */
final class FolderDigests {
    private FolderDigests() {}

    static Map<String, String> of(Path folder) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("times.json"))
                    .toList()) {
                digests.put(folder.relativize(file).toString(), Sha256.of(Files.readAllBytes(file)));
            }
        }
        return digests;
    }
}
