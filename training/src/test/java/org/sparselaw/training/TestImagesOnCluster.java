package org.sparselaw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.Job;
import org.sparselaw.storage.Sha256;

/** Preparation of images on a master and two worker processes: the shards of this machine's one or two cores, byte for byte. */
class TestImagesOnCluster {
    @TempDir
    private Path folder;

    @Test
    void aClusterWritesTheShardsOfOneMachine() throws Exception {
        Path yaml = configuration(images());
        local(2); // which the job uses, and stops
        assertThat(prepare(yaml, "two")).isZero();
        local(1);
        assertThat(prepare(yaml, "one")).isZero();
        try (StandaloneCluster cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("cluster")), 2)) {
            Process driver = cluster.submit(
                    "driver", "prepare-images", yaml.toString(), "--set", "output=" + folder.resolve("many"));
            assertThat(driver.waitFor()).as(cluster.log("driver")).isZero();
        }
        assertThat(digests("two")).hasSize(6).isEqualTo(digests("one")).isEqualTo(digests("many"));
    }

    private int prepare(Path yaml, String output) {
        return Job.execute(
                new Sparselaw(), "prepare-images", yaml.toString(), "--set", "output=" + folder.resolve(output));
    }

    private static void local(int cores) {
        SparkSession.builder()
                .master("local[" + cores + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
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

    private Path configuration(Path images) throws IOException {
        return Files.writeString(
                folder.resolve("images.yaml"),
                "sources: [" + images + "]\nheight: 16\nwidth: 16\nvalidation: 0.2\nshards: 3\n");
    }

    private Map<String, String> digests(String output) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve(output))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                digests.put(folder.resolve(output).relativize(file).toString(), Sha256.of(Files.readAllBytes(file)));
            }
        }
        return digests;
    }
}
