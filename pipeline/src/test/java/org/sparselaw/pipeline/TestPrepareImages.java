package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.image.DrawnImages;
import org.sparselaw.pipeline.shard.ContentKey;
import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.pipeline.shard.Images;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.Split;

class TestPrepareImages {
    private static final String SMALL =
            "height: 8\nwidth: 8\nvalidation: 0.2\nshards: 3\nvalidation-shards: 2\nseed: 5\n";

    @TempDir
    Path folder;

    private static SparkSession session() {
        return SparkJobs.session("test");
    }

    private ImageManifest prepare(String yaml, String output) {
        PrepareImagesConfig config = Config.parse(PrepareImagesConfig.class, "test.yaml", yaml, List.of());
        return PrepareImages.run(session(), config, folder.resolve(output).toString());
    }

    private Map<String, String> digests(String output) throws IOException {
        return FolderDigests.of(folder.resolve(output));
    }

    /** Images of 8 x 8 pixels in folders, each of one colour of its own, and the same as rows of a set. */
    private Path folders(String name, int images) throws IOException {
        for (int i = 0; i < images; i++) {
            Path file = folder.resolve(name).resolve(i % 2 == 0 ? "cat" : "dog").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, DrawnImages.png(8, 8, colour(i)));
        }
        return folder.resolve(name);
    }

    private static int colour(int i) {
        return i << 16 | (255 - i) << 8 | 7;
    }

    private static byte[] pixels(int i) {
        byte[] pixels = new byte[8 * 8 * 3];
        for (int p = 0; p < pixels.length; p += 3) {
            pixels[p] = (byte) i;
            pixels[p + 1] = (byte) (255 - i);
            pixels[p + 2] = 7;
        }
        return pixels;
    }

    @Test
    void aShardIsItsImagesInTheOrderOfTheirKeys() throws IOException {
        Path images = folders("in", 60);
        ImageManifest manifest = prepare(SMALL + "sources: [" + images + "]", "set");
        ImageSet set = ImageSet.open(folder.resolve("set").toString());
        int seen = 0;
        for (Split split : Split.values()) {
            List<Shard> shards = set.shards(split);
            for (int s = 0; s < shards.size(); s++) {
                int shard = s;
                List<Integer> expected = IntStream.range(0, 60)
                        .boxed()
                        .filter(i -> (key(i).share() < 0.2) == (split == Split.VALIDATION)
                                && key(i).shard(shards.size()) == shard)
                        .sorted((a, b) -> Arrays.compareUnsigned(key(a).order(), key(b).order()))
                        .toList();
                Images read = set.read(shards.get(s));
                assertThat(read.count()).isEqualTo(expected.size());
                for (int i = 0; i < read.count(); i++) {
                    assertThat(read.pixels(i)).isEqualTo(pixels(expected.get(i)));
                    assertThat(read.label(i)).isEqualTo(expected.get(i) % 2);
                }
                seen += read.count();
            }
        }
        assertThat(seen).isEqualTo(60);
        assertThat(manifest.classes()).containsExactly("cat", "dog");
        assertThat(manifest.train().images() + manifest.validation().images()).isEqualTo(60);
    }

    private static ContentKey key(int image) {
        return ContentKey.of(5, pixels(image));
    }

    @Test
    void meanVarianceAndLabelsAreThoseOfTheTrainSplit() throws IOException {
        ImageManifest manifest = prepare(SMALL + "sources: [" + folders("in", 60) + "]", "set");
        ImageSet set = ImageSet.open(folder.resolve("set").toString());
        List<Double> red = new ArrayList<>();
        long[] labels = new long[2];
        for (Shard shard : set.shards(Split.TRAIN)) {
            Images images = set.read(shard);
            for (int i = 0; i < images.count(); i++) {
                labels[images.label(i)]++;
                for (int p = 0; p < 64; p++) {
                    red.add((images.pixels(i)[3 * p] & 0xff) / 255.0);
                }
            }
        }
        double mean = red.stream().mapToDouble(d -> d).average().orElseThrow();
        double variance =
                red.stream().mapToDouble(d -> (d - mean) * (d - mean)).average().orElseThrow();
        assertThat(manifest.mean().get(0)).isCloseTo(mean, within(1e-12));
        assertThat(manifest.variance().get(0)).isCloseTo(variance, within(1e-12));
        assertThat(manifest.mean().get(2)).isCloseTo(7 / 255.0, within(1e-12));
        assertThat(manifest.variance().get(2)).isZero();
        assertThat(manifest.train().labels()).containsExactly(labels[0], labels[1]);
    }

    @Test
    void theSameBytesOnAnyNumberOfCores() throws IOException {
        String yaml = SMALL + "sources: [" + folders("in", 60) + ", " + tar("x.tar", 60) + "]";
        prepare(yaml, "set");
        Map<String, String> expected = digests("set");
        session().stop();
        SparkSession one = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "5")
                .getOrCreate();
        prepare(yaml, "again");
        one.stop();
        assertThat(digests("again")).isEqualTo(expected).hasSize(3 + 2 + 1);
    }

    /** A tar by folders, of the same images as {@link #folders}. */
    private Path tar(String name, int images) throws IOException {
        DrawnTar tar = new DrawnTar();
        for (int i = 0; i < images; i++) {
            tar.add("/abs/../" + (i % 2 == 0 ? "cat" : "dog") + "/" + i + ".png", DrawnImages.png(8, 8, colour(i)));
        }
        return Files.write(folder.resolve(name), tar.bytes());
    }

    @Test
    void theSameShardsHoweverImagesAreKept() throws IOException {
        prepare(SMALL + "sources: [" + folders("in", 60) + "]", "a");
        prepare(SMALL + "sources: [" + tar("all.tar", 60) + "]", "b");
        Map<String, String> a = digests("a");
        Map<String, String> b = digests("b");
        a.remove("manifest.json");
        b.remove("manifest.json");
        assertThat(b).isEqualTo(a).hasSize(5);
    }

    @Test
    void membersWithOddPathsAreDataAndTouchNothing() throws IOException {
        DrawnTar tar = new DrawnTar();
        Path outside = folder.resolve("cat");
        for (int i = 0; i < 20; i++) {
            tar.add(outside + "/" + i + ".png", DrawnImages.png(8, 8, colour(i)));
            tar.add("../../dog/" + i + ".png", DrawnImages.png(8, 8, colour(100 + i)));
        }
        Files.write(folder.resolve("odd.tar"), tar.bytes());
        ImageManifest manifest = prepare(SMALL + "sources: [" + folder.resolve("odd.tar") + "]", "set");
        assertThat(manifest.counts().imagesWritten()).isEqualTo(40);
        assertThat(manifest.classes()).containsExactly("cat", "dog");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("odd.tar", "set");
        }
    }

    @Test
    void imagesMayHaveSeveralLabels() throws IOException {
        DrawnTar tar = new DrawnTar();
        for (int i = 0; i < 90; i++) {
            tar.add(i + ".png", DrawnImages.png(8, 8, colour(i)));
            String labels = i % 3 == 0 ? "[2, 0]" : i % 3 == 1 ? "1" : "[]";
            tar.add(i + ".json", ("{\"labels\": " + labels + "}").getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("s.tar"), tar.bytes());
        String yaml = SMALL + "sources: [" + folder.resolve("s.tar") + "]\n";
        ImageManifest manifest = prepare(yaml + "labels: several", "set");
        assertThat(manifest.classes()).containsExactly("0", "1", "2");
        ImageSet set = ImageSet.open(folder.resolve("set").toString());
        for (Shard shard : set.shards(Split.TRAIN)) {
            Images images = set.read(shard);
            for (int i = 0; i < images.count(); i++) {
                int red = images.pixels(i)[0];
                assertThat(images.labels(i))
                        .isEqualTo(red % 3 == 0 ? new int[] {0, 2} : red % 3 == 1 ? new int[] {1} : new int[] {});
            }
        }
        ImageManifest single = prepare(yaml + "max-rejected-fraction: 1", "single");
        assertThat(single.counts().dropped()).isEqualTo(Map.of("several-labels", 30L, "no-label", 30L));
        assertThat(single.counts().imagesWritten()).isEqualTo(30);
    }

    @Test
    void whatIsRejectedIsCountedAndKeptWithTheReason() throws IOException {
        Path images = folders("in", 60);
        Files.writeString(images.resolve("cat/notes.txt"), "all I know of cats");
        Files.write(images.resolve("dog/half.png"), Arrays.copyOf(DrawnImages.png(8, 8, 5), 60));
        ImageManifest manifest = prepare(SMALL + "sources: [" + images + "]", "set");
        assertThat(manifest.counts())
                .isEqualTo(new ImageManifest.Counts(62, 60, Map.of("unknown-format", 1L, "damaged-image", 1L)));
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve("set/rejected/00000.jsonl.gz")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"reason\":\"unknown-format\",\"file\":\"" + images
                            + "/cat/0.png to notes.txt\",\"image\":\"notes.txt\",\"detail\":\"begins neither as JPEG, PNG,"
                            + " GIF, BMP nor WebP\"}\n");
        }
    }

    @Test
    void tooMuchThatIsRejectedIsAnErrorAndLeavesNothing() throws IOException {
        Path images = folders("in", 10);
        Files.writeString(images.resolve("cat/a.png"), "no image");
        Files.writeString(images.resolve("cat/b.png"), "no image");
        assertThatThrownBy(() -> prepare(SMALL + "sources: [" + images + "]", "set"))
                .isInstanceOf(DataException.class)
                .hasMessage("too much is rejected: 12 images read = 10 written + 2 rejected (unknown-format 2), above"
                        + " max-rejected-fraction (0.1); the first is " + images
                        + "/cat/0.png to b.png:a.png, unknown-format");
        assertThat(folder).isDirectoryNotContaining("glob:**set*").isDirectoryNotContaining("glob:**.set*");
    }

    @Test
    void whatIsHeldOutMayBeNamed() throws IOException {
        ImageManifest manifest = prepare(
                SMALL + "sources: [" + folders("in", 40) + "]\nvalidation-sources: [" + folders("test", 10) + "]",
                "set");
        assertThat(manifest.train().images()).isEqualTo(40);
        assertThat(manifest.validation().images()).isEqualTo(10);
        assertThat(manifest.inputs()).hasSize(4);
    }

    @Test
    void namedClassesAreKeptInTheirOrderAndOthersRejected() throws IOException {
        ImageManifest manifest = prepare(
                SMALL + "classes: [zebra, dog]\nmax-rejected-fraction: 0.5\nsources: [" + folders("in", 40) + "]",
                "set");
        assertThat(manifest.counts().dropped()).isEqualTo(Map.of("unknown-label", 20L));
        assertThat(manifest.classes()).containsExactly("zebra", "dog");
        assertThat(manifest.train().labels())
                .containsExactly(0L, manifest.train().images());
    }

    @Test
    void realImagesOfThreeSourcesArePrepared() {
        Path cifar = Shared.data("images/cifar10-webdataset");
        ImageManifest manifest = prepare("sources: [" + cifar + "/*.tar]\nvalidation: 0.2\nshards: 4", "cifar");
        assertThat(manifest.counts().imagesWritten()).isEqualTo(2_000);
        assertThat(manifest.classes()).hasSize(10).contains("0", "9");
        Path mnist = Shared.data("images/mnist-png/mnist-train-10k.tar.gz");
        ImageManifest digits = prepare("sources: [" + mnist + "]\nshards: 4\nheight: 28\nwidth: 28", "mnist");
        assertThat(digits.counts()).isEqualTo(new ImageManifest.Counts(10_000, 10_000, Map.of()));
        assertThat(digits.train().labels()).hasSize(10).allMatch(n -> n > 800);
    }
}
