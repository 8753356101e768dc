package org.sparselaw.pipeline.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Sha256;

class TestImageSet {
    @TempDir
    Path folder;

    private Path set() {
        return folder.resolve("set");
    }

    private ImageSet tiny(LabelKind kind, int... labels) {
        TinyImages.write(set().toString(), kind, labels);
        return ImageSet.open(set().toString());
    }

    @Test
    void imagesComeBackAsWritten() {
        ImageSet set = tiny(LabelKind.SINGLE, 2);
        Images train = set.read(set.shards(Split.TRAIN).get(0));
        assertThat(train.count()).isEqualTo(2);
        assertThat(train.pixels(0)).isEqualTo(TinyImages.FIRST);
        assertThat(train.pixels(1)).isEqualTo(TinyImages.SECOND);
        assertThat(train.label(1)).isEqualTo(2);
        Images validation = set.read(set.shards(Split.VALIDATION).get(0));
        assertThat(validation.pixels(0)).isEqualTo(TinyImages.HELD_OUT);
    }

    @Test
    void anImageMayHaveSeveralLabelsOrNone() {
        ImageSet set = tiny(LabelKind.SEVERAL, 0, 2);
        assertThat(set.read(set.shards(Split.TRAIN).get(0)).labels(1)).containsExactly(0, 2);
        ImageSet none = tiny(LabelKind.SEVERAL);
        assertThat(none.read(none.shards(Split.TRAIN).get(0)).labels(1)).isEmpty();
    }

    /** As any other reader of Parquet sees it. */
    @Test
    void labelsAreLittleEndian() throws IOException {
        assertThat(ImageRow.decode(ImageRow.encode(new int[] {258, 65_535}))).containsExactly(258, 65_535);
        tiny(LabelKind.SEVERAL, 1, 2);
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(
                set().resolve("train-00000-of-00001.parquet").toUri());
        try (ParquetReader<Group> reader =
                ParquetReader.builder(new GroupReadSupport(), file).build()) {
            reader.read();
            Group second = reader.read();
            assertThat(second.getBinary("pixels", 0).getBytes()).isEqualTo(TinyImages.SECOND);
            assertThat(second.getBinary("labels", 0).getBytes()).containsExactly(1, 0, 2, 0);
            assertThat(reader.read()).isNull();
        }
    }

    @Test
    void theManifestComesBackAsWrittenAndItsDigestIsThatOfTheSet() throws IOException {
        ImageManifest written = TinyImages.write(set().toString(), LabelKind.SINGLE, 1);
        ImageSet set = ImageSet.open(set().toString());
        assertThat(set.manifest()).isEqualTo(written);
        assertThat(set.digest()).isEqualTo(Sha256.of(Files.readAllBytes(set().resolve("manifest.json"))));
    }

    @Test
    void theSameImagesAreTheSameBytes() {
        TinyImages.write(set().toString(), LabelKind.SINGLE, 1);
        TinyImages.write(folder.resolve("again").toString(), LabelKind.SINGLE, 1);
        for (String file : new String[] {"manifest.json", "train-00000-of-00001.parquet"}) {
            assertThat(folder.resolve("again").resolve(file)).hasSameBinaryContentAs(set().resolve(file));
        }
    }

    @Test
    void aSetOfAnotherKindIsNamedAsSuch() {
        TinySet.write(set().toString(), 100);
        assertThatThrownBy(() -> ImageSet.open(set().toString()))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        set() + ": a shard set of kind 'text', but one of kind 'image' is needed (prepare-images makes"
                                + " it)");
        tiny(LabelKind.SINGLE, 1);
        assertThatThrownBy(() -> ShardSet.open(set().toString()))
                .isInstanceOf(DataException.class)
                .hasMessage(set()
                        + ": a shard set of kind 'image', but one of kind 'text' is needed (prepare-text makes it)");
    }

    @Test
    void aManifestThatDoesNotDescribeTheRowsIsRefused() throws IOException {
        tiny(LabelKind.SINGLE, 2);
        Path file = set().resolve("manifest.json");
        String json = Files.readString(file);
        assertThatThrownBy(() -> readWith(json.replace("\"width\" : 2", "\"width\" : 3")))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(": an image has 6 bytes, but 1 x 3 pixels of 3 channels take 9");
        assertThatThrownBy(() -> readWith(json.replace("\"dog\", \"frog\"", "\"dog\"")
                        .replace("\"labels\" : [ 1, 1, 0 ]", "\"labels\" : [ 1, 1 ]")
                        .replace("\"labels\" : [ 1, 0, 0 ]", "\"labels\" : [ 1, 0 ]")))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(": label 2, but there are 2 classes");
        assertThatThrownBy(() -> readWith(json.replace("\"imagesRead\" : 5", "\"imagesRead\" : 6")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("6 images read, but 3 written + 2 dropped");
    }

    private void readWith(String json) throws IOException {
        Files.writeString(set().resolve("manifest.json"), json);
        ImageSet set = ImageSet.open(set().toString());
        set.read(set.shards(Split.TRAIN).get(0));
    }

    @Test
    void aSetOfSingleLabelsHasOneAnImage() {
        ImageSet set = tiny(LabelKind.SINGLE, 0, 1);
        assertThatThrownBy(() -> set.read(set.shards(Split.TRAIN).get(0)))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(": 4 bytes of labels, but the images have labels of 2 bytes, single each");
    }
}
