package org.sparselaw.training;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.job.Job;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/** A study of eight runs of a few dozen steps, in a folder of its own. */
record TinyStudy(Path folder, String template) {
    private static final String TEXT = """
        name: tiny
        output: %s
        text:
          generated: {documents: 60, words: 300, sentences: 20}
          vocabulary: {pieces: 300}
          window: 50
          extra-ids: 20
          validation: 0.1
          shards: 2
        model: {layers: 1, head-size: 8}
        training:
          batch: 4
          validation-examples: 16
          optimizer: {rate: .03, constant-share: .3}
        sweep:
          non-zeros: [3000, 6000]
          sparsity: [0, .5]
          data: [4000, 12000]
        """;

    private static final String IMAGES = """
        name: tiny
        output: %s
        images:
          sources: [%s/pictures]
          height: 8
          width: 8
          validation: 0.2
          shards: 2
        model: {family: vit, layers: 1, head-size: 8, patch: 4}
        training:
          batch: 8
          augmentation: {padding: 1, flip: horizontal}
          optimizer: {algorithm: adamw, rate: .01}
        sweep:
          non-zeros: [3000, 6000]
          sparsity: [0, .5]
          data: [120, 240]
        """;

    /** On artificial language. */
    TinyStudy(Path folder) {
        this(folder, TEXT);
    }

    /** On two folders of pictures, which are brighter above or below. */
    static TinyStudy ofImages(Path folder) throws IOException {
        Random random = new Random(1);
        for (String name : List.of("above", "below")) {
            Path pictures = Files.createDirectories(folder.resolve("pictures").resolve(name));
            for (int i = 0; i < 40; i++) {
                BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
                for (int pixel = 0; pixel < 64; pixel++) {
                    int level = random.nextInt(128) + ((pixel < 32) == name.equals("above") ? 128 : 0);
                    picture.setRGB(pixel % 8, pixel / 8, level << 16 | level << 8 | level);
                }
                ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
            }
        }
        return new TinyStudy(folder, IMAGES);
    }

    Path output() {
        return folder.resolve("study");
    }

    Path yaml() {
        Path file = folder.resolve("tiny.yaml");
        try {
            Files.writeString(file, template.formatted(output(), folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** What a command printed and how it ended. */
    record Outcome(int exitCode, String out, String err) {}

    /** Runs the study in this process. */
    Outcome run(String... overrides) {
        List<String> arguments = new ArrayList<>(List.of("study", yaml().toString()));
        Stream.of(overrides).forEach(o -> arguments.addAll(List.of("--set", o)));
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int code = Job.execute(new Sparselaw(), arguments.toArray(String[]::new));
            return new Outcome(code, printed.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** The results that are there, in the order of run ids, without the measured speed. */
    List<Run> results() {
        return children(output().resolve("runs")).stream()
                .map(run -> run.resolve("result.json"))
                .filter(Files::exists)
                .map(TinyStudy::read)
                .toList();
    }

    /** The files of the shard set and their content. */
    List<String> shards() {
        return children(output().resolve(template.equals(TEXT) ? "text" : "images")).stream()
                .filter(file -> Files.isRegularFile(file) && !file.endsWith("times.json"))
                .map(file -> file.getFileName() + " "
                        + Storage.of(file.toString()).readBytes().length + " "
                        + Sha256.of(Storage.of(file.toString()).readBytes()))
                .toList();
    }

    private static Run read(Path file) {
        try {
            Run run = Json.read(Run.class, file.toString(), Files.readString(file));
            return new Run(
                    run.runId(),
                    run.study(),
                    run.family(),
                    run.pattern(),
                    run.strategy(),
                    run.sparsity(),
                    run.nonZeros(),
                    run.nonZerosWithEmbeddings(),
                    run.denseParameters(),
                    run.data(),
                    run.dataUnit(),
                    run.steps(),
                    run.batch(),
                    run.seed(),
                    run.status(),
                    run.reason(),
                    run.loss(),
                    run.accuracy(),
                    run.trainingFlop(),
                    null,
                    run.device(),
                    run.shardSet(),
                    run.work(),
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
