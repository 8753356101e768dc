package org.sparselaw.training.device.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/**
 * A driver that knows no GPU, as NVIDIA's own stub does, so that the presets load where there is no other: all of them are linked
 * to {@code libcuda.so.1}, the compiler's too. The compiler asks a driver that initialises for more than this one has.
 */
final class StubDriver {
    private static final String NAME = "libcuda.so.1";
    /** Of this process: Maven runs tests in two at once. */
    private static final Path BUILD = Path.of(
                    "target", "stub", Long.toString(ProcessHandle.current().pid()))
            .toAbsolutePath();

    private static final String SOURCE = """
            extern "C" int cuInit(unsigned) { return 34; }
            extern "C" int cuGetErrorName(int, const char** text) { *text = "CUDA_ERROR_STUB_LIBRARY"; return 0; }
            extern "C" int cuGetErrorString(int, const char** text) { *text = "CUDA driver is a stub library"; return 0; }
            """;

    private StubDriver() {}

    /** The name of a library that is loaded is found wherever its file is: the presets take this one then. */
    static void loadUnlessThereIsADriver() throws IOException {
        try {
            Loader.loadGlobal(NAME);
        } catch (LinkageError e) {
            System.load(build().toString());
        }
    }

    private static Path build() throws IOException {
        Files.createDirectories(BUILD);
        Path source = Files.writeString(BUILD.resolve("driver.cpp"), SOURCE);
        Path library = BUILD.resolve(NAME);
        Process compiler = new ProcessBuilder(
                        "g++", "-shared", "-fPIC", "-Wl,-soname," + NAME, source.toString(), "-o", library.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.onExit().join().exitValue() != 0) {
            throw new IOException(output);
        }
        return library;
    }
}
