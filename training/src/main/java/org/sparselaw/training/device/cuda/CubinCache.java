package org.sparselaw.training.device.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparselaw.storage.Sha256;

/**
 * Machine code in a folder, each with its SHA-256 behind it, where whatever loads code passes it over. What is damaged is compiled
 * again, and a folder that cannot be written to costs time only.
 */
final class CubinCache {
    private static final Logger LOG = LoggerFactory.getLogger(CubinCache.class);
    private static final int DIGEST = 64;

    private final Path folder;

    CubinCache(Path folder) {
        this.folder = folder;
    }

    /** In {@code $XDG_CACHE_HOME}, or {@code ~/.cache}: the XDG base directory specification. */
    static CubinCache ofUser() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return new CubinCache(base.resolve("sparselaw").resolve("cubin"));
    }

    byte[] get(String name, Supplier<byte[]> compile) {
        return read(folder.resolve(name)).orElseGet(() -> {
            byte[] cubin = compile.get();
            write(name, cubin);
            return cubin;
        });
    }

    private static Optional<byte[]> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            byte[] cubin = Arrays.copyOf(bytes, Math.max(0, bytes.length - DIGEST));
            byte[] digest = Arrays.copyOfRange(bytes, cubin.length, bytes.length);
            return Arrays.equals(digest, digestOf(cubin)) ? Optional.of(cubin) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Not there, or not for us to read.
        }
    }

    /** Whole or not at all, for other processes may be reading. */
    private void write(String name, byte[] cubin) {
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, name, ".part");
            try {
                Files.write(part, cubin);
                Files.write(part, digestOf(cubin), StandardOpenOption.APPEND);
                Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.info(
                    "CUDA kernels are compiled anew by each process: {} cannot be written to ({})",
                    folder,
                    e.toString());
        }
    }

    private static byte[] digestOf(byte[] cubin) {
        return Sha256.of(cubin).getBytes(StandardCharsets.US_ASCII);
    }
}
