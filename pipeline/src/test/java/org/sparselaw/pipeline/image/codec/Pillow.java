package org.sparselaw.pipeline.image.codec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Pillow makes of images, by {@code src/test/python/pillow_judge.py}; a test is skipped where there is no Pillow. */
final class Pillow {
    private static final String PYTHON = Stream.of(
                    Optional.ofNullable(System.getenv("PYTHON")).orElse("python3"), "/usr/bin/python3")
            .filter(python -> runs(python, "-c", "import numpy, PIL"))
            .findFirst()
            .orElse("");

    /** @param pixels nothing when Pillow does not decode the file */
    record Verdict(Path file, String format, Optional<Pixels> pixels, String detail) {}

    private Pillow() {}

    static List<Verdict> judge(Path output, List<Path> folders) throws IOException {
        assumeTrue(!PYTHON.isEmpty(), "skipped, there is no python3 with Pillow and NumPy (Debian: python3-pil)");
        List<String> arguments = new ArrayList<>(List.of(
                PYTHON,
                Path.of("src/test/python/pillow_judge.py").toAbsolutePath().toString(),
                output.toString()));
        folders.forEach(folder -> arguments.add(folder.toString()));
        if (!runs(arguments.toArray(String[]::new))) {
            throw new IllegalStateException("pillow_judge.py failed");
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (String line : Files.readAllLines(output.resolve("index.tsv"))) {
            String[] fields = line.split("\t", -1);
            Optional<Pixels> pixels = fields[1].equals("ok")
                    ? Optional.of(new Pixels(
                            Integer.parseInt(fields[3]),
                            Integer.parseInt(fields[4]),
                            Files.readAllBytes(output.resolve(verdicts.size() + ".rgb"))))
                    : Optional.empty();
            verdicts.add(new Verdict(Path.of(fields[0]), fields[2], pixels, fields[5]));
        }
        return verdicts;
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
