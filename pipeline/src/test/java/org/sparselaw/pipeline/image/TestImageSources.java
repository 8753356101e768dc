package org.sparselaw.pipeline.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.image.ReadOptions.Contents;
import org.sparselaw.pipeline.image.codec.Background;
import org.sparselaw.pipeline.image.codec.Fit;
import org.sparselaw.pipeline.image.codec.Geometry;
import org.sparselaw.pipeline.image.codec.ImageDecoder;
import org.sparselaw.pipeline.image.codec.UndecodableException;
import org.sparselaw.storage.Sha256;

class TestImageSources {
    @TempDir
    Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void filesOfAFolderAreReadTogetherAndArchivesByThemselves() throws IOException {
        for (int i = 0; i < 300; i++) {
            write("cat/%03d.jpg".formatted(i), new byte[] {1, 2});
        }
        write("dog/a.png", new byte[] {3});
        write("dog/more.tar", new byte[0]);
        write("dog/t.parquet", new byte[0]);
        write("dog/.hidden.png", new byte[0]);
        List<ImageSource> sources = ImageSources.find(List.of(folder.toString()));
        assertThat(sources)
                .extracting(source -> source.form() + " " + source.input().name() + " "
                        + source.input().bytes())
                .containsExactly(
                        "FOLDER " + folder + "/cat/000.jpg to 255.jpg 512",
                        "FOLDER " + folder + "/cat/256.jpg to 299.jpg 88",
                        "FOLDER " + folder + "/dog/a.png 1",
                        "TAR " + folder + "/dog/more.tar 0",
                        "PARQUET " + folder + "/dog/t.parquet 0");
    }

    @Test
    void theDigestOfSeveralFilesIsThatOfTheLinesOfSha256sum() throws IOException {
        write("cat/1.jpg", new byte[] {1});
        write("cat/2.jpg", new byte[2000]);
        String lines = Sha256.of(new byte[] {1}) + "  1.jpg\n" + Sha256.of(new byte[2000]) + "  2.jpg\n";
        SourceReadings read = SourceReadings.of(1999, Contents.PIXELS, folder + "/cat");
        assertThat(read.digests()).containsExactly(Sha256.of(lines));
        assertThat(read.summary()).containsExactly("1.jpg=[cat]", "2.jpg:too-long");
    }

    private static byte[] idx(int magic, int count, int... sides) {
        int size = count;
        for (int side : sides) {
            size *= side;
        }
        ByteBuffer idx =
                ByteBuffer.allocate(8 + 4 * sides.length + size).putInt(magic).putInt(count);
        for (int side : sides) {
            idx.putInt(side);
        }
        for (int i = 0; i < size; i++) {
            idx.put((byte) i);
        }
        return idx.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void anIdxPairIsItsImagesWithTheirLabels() throws IOException, UndecodableException {
        write("train-images-idx3-ubyte.gz", gzip(idx(0x803, 3, 2, 2)));
        write("train-labels-idx1-ubyte", idx(0x801, 3));
        SourceReadings read = SourceReadings.of(folder.toString());
        assertThat(read.summary()).containsExactly("0=[0]", "1=[1]", "2=[2]");
        ImageDecoder decoder = new ImageDecoder(100, Background.WHITE);
        assertThat(((Reading.Image) read.all().get(1))
                        .content()
                        .pixels(decoder, new Geometry(2, 2, Fit.CROP))
                        .rgb())
                .containsExactly(4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7);
    }

    @Test
    void aDamagedPairGivesItsReadablePartAndAReason() throws IOException {
        byte[] images = idx(0x803, 3, 2, 2);
        write("a-images-idx3-ubyte", java.util.Arrays.copyOf(images, images.length - 1));
        write("a-labels-idx1-ubyte", idx(0x801, 3));
        assertThat(SourceReadings.of(folder.toString()).summary())
                .containsExactly("0=[0]", "1=[1]", ":damaged-archive");
        write("a-labels-idx1-ubyte", idx(0x801, 4));
        assertThat(SourceReadings.of(folder.toString()).all())
                .singleElement()
                .asString()
                .contains("the pair has 3 images, but there are 4 labels");
        write("a-labels-idx1-ubyte", idx(0x999, 3));
        assertThat(SourceReadings.of(folder.toString()).all())
                .singleElement()
                .asString()
                .contains("begins with 00000999");
    }

    @Test
    void imagesOfAPairNeedTheirLabels() throws IOException {
        Path images = write("a-images-idx3-ubyte.gz", new byte[0]);
        assertThatThrownBy(() -> ImageSources.find(List.of(images.toString())))
                .isInstanceOf(DataException.class)
                .hasMessage(images + ": its labels are missing; name the file " + folder
                        + "/a-labels-idx1-ubyte.gz beside it as a source, too");
    }

    private Path table(String schema, java.util.function.BiConsumer<SimpleGroupFactory, ParquetWriter<Group>> rows)
            throws IOException {
        Path file = folder.resolve("t.parquet");
        MessageType type = MessageTypeParser.parseMessageType(schema);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(new Configuration(false))
                .withType(type)
                .build()) {
            rows.accept(new SimpleGroupFactory(type), writer);
        }
        return file;
    }

    private static void write(ParquetWriter<Group> writer, Group row) {
        try {
            writer.write(row);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Binary bytes(String text) {
        return Binary.fromConstantByteArray(text.getBytes(UTF_8));
    }

    @Test
    void aTableHasAColumnOfImagesAndOneOfLabels() throws IOException {
        Path flat = table(
                "message m { optional binary image; required int64 label; required binary other; }", (rows, writer) -> {
                    write(
                            writer,
                            rows.newGroup()
                                    .append("image", bytes("x"))
                                    .append("label", 7L)
                                    .append("other", "o"));
                    write(writer, rows.newGroup().append("label", 8L).append("other", "o"));
                });
        assertThat(SourceReadings.of(flat.toString()).summary()).containsExactly("0=[7]", "1:no-image");
        assertThat(SourceReadings.of(1, Contents.LABELS, flat.toString()).summary())
                .containsExactly("0=[7]", "1=[8]");
    }

    @Test
    void aTableMayBeNestedAsTheHubKeepsIt() throws IOException {
        Files.deleteIfExists(folder.resolve("t.parquet"));
        Path nested = table(
                "message m { optional group image { optional binary bytes; optional binary path (STRING); }"
                        + " optional group label (LIST) { repeated group list { optional binary element (STRING); } } }",
                (rows, writer) -> {
                    Group row = rows.newGroup();
                    row.addGroup("image").append("bytes", bytes("x"));
                    Group labels = row.addGroup("label");
                    labels.addGroup("list").append("element", "cat");
                    labels.addGroup("list").append("element", "sofa");
                    write(writer, row);
                });
        assertThat(SourceReadings.of(nested.toString()).summary()).containsExactly("0=[cat, sofa]");
    }

    @Test
    void aTableThatIsNoneHasAReasonAndAMissingColumnAnError() throws IOException {
        Path none = write("n.parquet", "PAR1 but no more".getBytes(UTF_8));
        assertThat(SourceReadings.of(none.toString()).summary()).containsExactly(":damaged-archive");
        Path other = table("message m { required int64 label; required binary png; }", (rows, writer) -> {});
        assertThatThrownBy(() -> SourceReadings.of(other.toString()))
                .isInstanceOf(DataException.class)
                .hasMessage(other + ": no column 'image' (image-column must be one of [label, png])");
    }
}
