package org.sparselaw.pipeline.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.pipeline.DrawnTar;
import org.sparselaw.pipeline.Shared;
import org.sparselaw.pipeline.image.ReadOptions.Contents;
import org.sparselaw.storage.Sha256;

class TestTarReader {
    private static final byte[] IMAGE = "an image".getBytes(UTF_8);

    @TempDir
    Path folder;

    private SourceReadings read(DrawnTar tar) throws IOException {
        return read("x.tar", tar.bytes());
    }

    private SourceReadings read(String name, byte[] bytes) throws IOException {
        return SourceReadings.of(Files.write(folder.resolve(name), bytes).toString());
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void aFolderNamesTheClassOfItsImages() throws IOException {
        DrawnTar tar = new DrawnTar()
                .add("train/cat/1.jpg", IMAGE)
                .add("/abs/dog/2.png", IMAGE)
                .add("../../frog/3", IMAGE)
                .add("./4.jpg", IMAGE)
                .add("x/../5.jpg", IMAGE)
                .add("cat/._1.jpg", IMAGE);
        assertThat(read(tar).summary())
                .containsExactly(
                        "train/cat/1.jpg=[cat]",
                        "/abs/dog/2.png=[dog]",
                        "../../frog/3=[frog]",
                        "./4.jpg=[]",
                        "x/../5.jpg=[]");
    }

    @Test
    void aSampleHasItsLabelsBesideTheImage() throws IOException {
        DrawnTar tar = new DrawnTar()
                .add("a/1.cls", text("7\n"))
                .add("a/._1.cls", text("of macOS"))
                .add("a/1.jpg", IMAGE)
                .add("a/2.jpg", IMAGE)
                .add("a/2.json", text("{\"label\": [3, \"x\"], \"other\": {}}"))
                .add("a/2.pose.npy", IMAGE)
                .add("a/3.png", IMAGE)
                .add("a/3.txt", text("tabby cat\r\n\nsofa\n"))
                .add("a/4.jpeg", IMAGE)
                .add("a/4.cls", text("1 5, 2"));
        assertThat(read(tar).summary())
                .containsExactly("a/1.jpg=[7]", "a/2.jpg=[3, x]", "a/3.png=[tabby cat, sofa]", "a/4.jpeg=[1, 5, 2]");
    }

    @Test
    void labelsThatAreNoneAreTold() throws IOException {
        DrawnTar tar = new DrawnTar()
                .add("1.cls", text("cat"))
                .add("1.jpg", IMAGE)
                .add("2.json", text("{]"))
                .add("2.jpg", IMAGE)
                .add("3.json", text("{\"caption\": 1}"))
                .add("3.jpg", IMAGE)
                .add("4.json", text("{\"label\": 1.5}"))
                .add("4.jpg", IMAGE)
                .add("README.txt", text("read me"));
        assertThat(read(tar).summary())
                .containsExactly(
                        "1.jpg:invalid-label",
                        "2.jpg:invalid-label",
                        "3.jpg:invalid-label",
                        "4.jpg:invalid-label",
                        "README:no-image");
    }

    @Test
    void longNamesAndLargeSizesAreThoseOfPosixAndGnu() throws IOException {
        String path = "very/".repeat(60) + "long/été.jpg";
        assertThat(read(new DrawnTar().add(path, IMAGE)).summary()).containsExactly(path + "=[long]");
        assertThat(read(new DrawnTar().gnu().add(path, IMAGE)).summary()).containsExactly(path + "=[long]");
    }

    @Test
    void whatIsLongerThanTheLimitIsRejectedAndItsNeighboursAreKept() throws IOException {
        Path tar = Files.write(
                folder.resolve("x.tar"),
                new DrawnTar()
                        .add("c/1.jpg", new byte[1001])
                        .add("c/2.jpg", new byte[1000])
                        .bytes());
        assertThat(SourceReadings.of(1000, Contents.PIXELS, tar.toString()).summary())
                .containsExactly("c/1.jpg:too-long", "c/2.jpg=[c]");
    }

    @Test
    void aTruncatedTarGivesItsReadablePartAndAReason() throws IOException {
        byte[] whole = new DrawnTar()
                .add("c/1.jpg", new byte[600])
                .add("c/2.jpg", new byte[600])
                .add("c/3.jpg", new byte[600])
                .bytes();
        for (int length : new int[] {0, 100, 511, 512, 1000, 1111}) {
            assertThat(read("x.tar", Arrays.copyOf(whole, length)).summary()).containsExactly(":damaged-archive");
        }
        for (int length : new int[] {1112, 1535, 1536, 1700, 2200, 2647}) {
            assertThat(read("x.tar", Arrays.copyOf(whole, length)).summary())
                    .containsExactly("c/1.jpg=[c]", ":damaged-archive");
        }
        assertThat(read("x.tar", Arrays.copyOf(whole, 4608)).summary())
                .containsExactly("c/1.jpg=[c]", "c/2.jpg=[c]", "c/3.jpg=[c]", ":damaged-archive"); // no mark of the end
        assertThat(read("x.tar", Arrays.copyOf(whole, 5120)).summary()).hasSize(3);
    }

    @Test
    void aTruncatedTarGzGivesItsReadablePartAndAReason() throws IOException {
        DrawnTar tar = new DrawnTar();
        for (int i = 0; i < 200; i++) {
            tar.add("c/" + i + ".jpg", Sha256.of("" + i).repeat(20).getBytes(UTF_8));
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(tar.bytes());
        }
        byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        SourceReadings read = read("x.tar.gz", half);
        assertThat(read.summary()).hasSizeBetween(60, 140).endsWith(":damaged-archive");
        assertThat(read.summary().get(0)).isEqualTo("c/0.jpg=[c]");
        assertThat(read.digests()).containsExactly(Sha256.of(half));
        assertThat(read("y.tgz", packed.toByteArray()).summary()).hasSize(200);
    }

    @Test
    void headersAreNotBelievedBeyondALimit() throws IOException {
        byte[] tar = new DrawnTar().gnu().add("n".repeat(200) + ".jpg", IMAGE).bytes();
        // The header of the long name claims 4 GiB.
        byte[] size = text("40000000000\0");
        System.arraycopy(size, 0, tar, 124, 12);
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : tar[i] & 0xff;
        }
        System.arraycopy(text("%06o\0 ".formatted(sum)), 0, tar, 148, 8);
        assertThat(read("x.tar", tar).all())
                .singleElement()
                .hasToString(
                        "Rejected[reason=damaged-archive, file=" + folder
                                + "/x.tar, image=, detail=the archive has a header of 4294967296 bytes; what came before is kept]");
    }

    @Test
    void aDamagedHeaderEndsTheArchive() throws IOException {
        byte[] tar = new DrawnTar().add("c/1.jpg", IMAGE).add("c/2.jpg", IMAGE).bytes();
        tar[1024 + 3] ^= 1;
        assertThat(read("x.tar", tar).summary()).containsExactly("c/1.jpg=[c]", ":damaged-archive");
    }

    @Test
    void filesOfAFolderWhoseNamesBeginAlikeAreReadInBoundedMemory() throws IOException {
        DrawnTar tar = new DrawnTar();
        for (int i = 0; i < 150; i++) {
            tar.add("c/photo." + i + ".jpg", IMAGE);
        }
        assertThat(read(tar).summary()).hasSize(150).allMatch(line -> line.endsWith("=[c]"));
    }

    @Test
    void classesAreFoundWithoutReadingImages() throws IOException {
        Path tar = Files.write(
                folder.resolve("x.tar"),
                new DrawnTar()
                        .add("notes/README", text("no image"))
                        .add("c/1.jpg", IMAGE)
                        .add("d/2.cls", text("8"))
                        .add("d/2.jpg", IMAGE)
                        .bytes());
        assertThat(SourceReadings.of(1000, Contents.LABELS, tar.toString()).summary())
                .containsExactly("notes/README=[]", "c/1.jpg=[c]", "d/2.jpg=[8]");
    }

    @Test
    void theFixtureOfWebDatasetIsRead() throws IOException {
        List<String> summary = SourceReadings.of(
                        Shared.data("images/webdataset-fixture/sample.tgz").toString())
                .summary();
        assertThat(summary).hasSize(90).allMatch(line -> line.matches(".*\\.png=\\[\\d\\]"));
    }
}
