package org.sparselaw.training.device.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compiles the kernels as C++, one process at a time: tests run in several. */
final class EmulatedKernels {
    private static final Pattern KERNEL = Pattern.compile("\\bKERNEL\\s+(\\w+)\\s*\\(");
    private static final Path SOURCES = Path.of("src/test/cpp").toAbsolutePath();
    /** Of this process: Maven runs tests in two at once. */
    private static final Path BUILD = Path.of(
                    "target", "emulation", Long.toString(ProcessHandle.current().pid()))
            .toAbsolutePath();

    private static Optional<String> missing;

    private EmulatedKernels() {}

    /** Why there are none, if so; else they are compiled and loaded after this. */
    static synchronized Optional<String> missing() {
        if (missing == null) {
            missing = compilerExists() ? Optional.empty() : Optional.of("no g++ here: CUDA kernels are not tested");
            if (missing.isEmpty()) {
                compile();
            }
        }
        return missing;
    }

    private static void compile() {
        try {
            Files.createDirectories(BUILD);
            String source = KernelSource.text() + Files.readString(SOURCES.resolve("faulty.cu"));
            Path kernels = BUILD.resolve("kernels.cpp");
            Files.writeString(kernels, source);
            // Macros make names of kernels, too.
            String expanded = run(List.of("g++", "-E", "-P", "-DEMULATION", kernels.toString()));
            Files.writeString(kernels, "#include \"emulation.h\"\n" + source + registry(expanded));
            Path library = BUILD.resolve("libemulation.so");
            run(List.of(
                    "g++",
                    "-std=c++17",
                    "-O2",
                    "-fPIC",
                    "-shared",
                    // As the Java compiler: no contraction of products and sums, so that thread orders can be compared.
                    "-ffp-contract=off",
                    "-Wall",
                    "-Wno-unknown-pragmas",
                    "-Wno-unused-function",
                    "-Werror",
                    "-I" + SOURCES,
                    "-I" + System.getProperty("java.home") + "/include",
                    "-I" + System.getProperty("java.home") + "/include/linux",
                    kernels.toString(),
                    SOURCES.resolve("emulation.cpp").toString(),
                    SOURCES.resolve("jni.cpp").toString(),
                    "-o",
                    library.toString()));
            System.load(library.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean compilerExists() {
        try {
            run(List.of("g++", "--version"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The table of all kernels by their names. */
    private static String registry(String source) {
        List<String> names =
                KERNEL.matcher(source).results().map(match -> match.group(1)).toList();
        StringBuilder table = new StringBuilder("\nnamespace emulation {\n"
                + "struct Kernel { const char* name; void (*entry)(const char*); };\n"
                + "extern const Kernel KERNELS[] = {\n");
        names.forEach(name -> table.append("    {\"%s\", entry<%s>},\n".formatted(name, name)));
        return table + "};\nextern const int KERNEL_COUNT = " + names.size() + ";\n}\n";
    }

    /** @return what the command wrote */
    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + output);
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
