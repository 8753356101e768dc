package org.sparselaw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.Job;
import org.sparselaw.pipeline.text.language.ArtificialLanguage;
import org.sparselaw.pipeline.text.language.LanguageConfig;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Sha256;

/** Preparation on a master and two worker processes: the shards of this machine's one or two cores, byte for byte. */
class TestPreparationOnCluster {
    /** Every stage: cleaning, a vocabulary of the text, near-duplicates, duplicates. */
    private static final String TEXT = """
            vocabulary: {pieces: 150}
            window: 16
            extra-ids: 4
            validation: 0.1
            shards: 30
            validation-shards: 2
            cleaning: {keep-dropped: true, rules: [{rule: javascript-lines}, {rule: curly-braces}]}
            duplicates: drop
            near-duplicates: {threshold: 0.6}
            """;

    @TempDir
    private static Path logs;

    private static StandaloneCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        cluster = new StandaloneCluster(logs, 2);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        cluster.close();
    }

    @Test
    void ofImages() throws Exception {
        Path yaml = yaml("sources: [%s]\nheight: 16\nwidth: 16\nvalidation: 0.2\nshards: 3\n".formatted(images()));
        prepare(2, "prepare-images", yaml, "two");
        prepare(1, "prepare-images", yaml, "one");
        Process driver = cluster.submit("many", "prepare-images", yaml.toString(), "--set", "output=" + output("many"));
        assertThat(driver.waitFor()).as(cluster.log("many")).isZero();
        assertThat(digests("two")).hasSize(6).isEqualTo(digests("one")).isEqualTo(digests("many"));
    }

    @Test
    void ofTextThatLosesAnExecutor() throws Exception {
        List<String> documents = documents();
        Path one = yaml(TEXT + "sources: [%s]\n".formatted(texts(documents, 1)));
        Path forty = yaml(TEXT + "sources: [%s]\n".formatted(texts(documents, 40)));
        prepare(1, "prepare-text", one, "one");
        prepare(2, "prepare-text", forty, "two");
        // The file system of the output is one that executors know from the settings of the driver alone.
        Process driver = cluster.submit(
                "many",
                Map.of(
                        "spark.hadoop.fs.viewfs.mounttable.here.link./out",
                        output("").toUri().toString(),
                        "spark.hadoop.fs.file.impl",
                        "org.apache.hadoop.fs.RawLocalFileSystem"),
                "prepare-text",
                forty.toString(),
                "--set",
                "output=viewfs://here/out/many");
        while (shardsUnderWay("many") < 4 && driver.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        cluster.killExecutor(0);
        assertThat(driver.waitFor()).as(cluster.log("many")).isZero();

        assertThat(cluster.log("many"))
                .contains("Lost executor", "curly-braces 1, duplicate 20, javascript-lines 1, near-duplicate 20");
        assertThat(digests("two")).isEqualTo(digests("many"));
        assertThat(shards("two")).hasSize(32 + 1).isEqualTo(shards("one"));
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("one", "two", "many");
        }
    }

    /** In this process, on so many of its cores. */
    private void prepare(int cores, String command, Path yaml, String output) {
        SparkSession.builder()
                .master("local[" + cores + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate(); // which the job uses, and stops
        assertThat(Job.execute(new Sparselaw(), command, yaml.toString(), "--set", "output=" + output(output)))
                .isZero();
    }

    private Path output(String name) {
        return folder.resolve("out").resolve(name);
    }

    private Path yaml(String configuration) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "prepare", ".yaml"), configuration);
    }

    /** Shards that tasks have begun to write. */
    private int shardsUnderWay(String output) {
        File[] jobs =
                folder.resolve("out/." + output + ".draft/_attempts").toFile().listFiles();
        String[] attempts = jobs == null || jobs.length == 0 ? null : jobs[0].list();
        return attempts == null
                ? 0
                : (int) Stream.of(attempts)
                        .filter(name -> name.startsWith("train-"))
                        .count();
    }

    /** Six hundred JPEGs of three classes, and one file that is none: five tasks. */
    private Path images() throws IOException {
        Path images = folder.resolve("in");
        for (int i = 0; i < 600; i++) {
            Path file = images.resolve("class" + i % 3).resolve("%03d.jpg".formatted(i));
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 1200; p++) {
                image.setRGB(p % 40, p / 40, (p * 7919 * (i + 1)) ^ (i << 14));
            }
            ImageIO.write(image, "jpeg", file.toFile());
        }
        Files.writeString(images.resolve("class0/notes.txt"), "no image");
        return images;
    }

    /** Six hundred documents; of those in the beginning some are there again, as they are or with another word. */
    private static List<String> documents() {
        ArtificialLanguage language = new ArtificialLanguage(new LanguageConfig(560, 3, 200, 4, 12));
        List<String> documents = new ArrayList<>(
                LongStream.range(0, 560).mapToObj(language::document).toList());
        documents.set(100, "function() { return; }");
        documents.set(200, "Javascript is off.");
        documents.set(300, documents.get(300) + "\nPlease enable JavaScript.");
        documents.addAll(documents.subList(0, 20));
        documents.subList(20, 40).stream()
                .map(text -> text + " Another end.")
                .toList()
                .forEach(documents::add);
        return documents;
    }

    private Path texts(List<String> documents, int files) throws IOException {
        Path place = Files.createDirectories(folder.resolve("in-" + files));
        for (int f = 0; f < files; f++) {
            StringBuilder lines = new StringBuilder();
            for (int i = f; i < documents.size(); i += files) {
                lines.append(Json.write(Map.of("text", documents.get(i))).replaceAll("\\n *", ""))
                        .append('\n');
            }
            Files.writeString(place.resolve("%02d.jsonl".formatted(f)), lines);
        }
        return place;
    }

    /** What a set says of its text, whatever files that came from. */
    private Map<String, String> shards(String output) throws IOException {
        Map<String, String> digests = digests(output);
        digests.keySet().removeIf(file -> file.equals("manifest.json") || file.startsWith("rejected/"));
        return digests;
    }

    private Map<String, String> digests(String output) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(output(output))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("times.json")) // of that run
                    .toList()) {
                digests.put(output(output).relativize(file).toString(), Sha256.of(Files.readAllBytes(file)));
            }
        }
        return digests;
    }
}
