package org.sparselaw.pipeline.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
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

class TestTextFormats {
    private static final int LIMIT = 1000;
    private static final MessageType TABLE =
            MessageTypeParser.parseMessageType("message m { required int32 id; optional binary body; }");

    @TempDir
    Path folder;

    private Path file(String name, byte[]... parts) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return Files.write(folder.resolve(name), content.toByteArray());
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(UTF_8));
    }

    private static ReadOptions column(String name) {
        return new ReadOptions(LIMIT, name, PlainDocuments.FILE);
    }

    /** @param texts of the rows; nothing for null */
    private Path table(byte[]... texts) throws IOException {
        Path path = folder.resolve("a.parquet");
        Configuration configuration = new Configuration();
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(path.toUri()))
                .withConf(configuration)
                .withType(TABLE)
                .build()) {
            for (byte[] text : texts) {
                Group row = new SimpleGroupFactory(TABLE).newGroup().append("id", 1);
                writer.write(text == null ? row : row.append("body", Binary.fromConstantByteArray(text)));
            }
        }
        return path;
    }

    @Test
    void zstandardMayHaveSeveralFrames() throws IOException {
        Path file = file("a.jsonl.zst", zstd("{\"text\":\"o"), zstd("ne\"}\n{\"text\":\"two\"}\n"));
        Readings read = Readings.of(file);
        assertThat(read.texts()).containsExactly("one", "two");
        assertThat(read.rejected()).isEmpty();
    }

    @Test
    void whatCanBeReadOfTruncatedZstandardIsKept() throws IOException {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            lines.append("{\"text\":\"").append(random.nextLong()).append("\"}\n");
        }
        byte[] whole = zstd(lines.toString());
        Readings read = Readings.of(file("a.jsonl.zst", Arrays.copyOf(whole, whole.length - 10)));
        assertThat(read.texts()).hasSizeBetween(1, 9_999);
        assertThat(lines).startsWith("{\"text\":\"" + read.texts().get(0));
        assertThat(read.rejected().get(read.rejected().size() - 1))
                .satisfies(last -> assertThat(last.line()).isZero())
                .satisfies(last -> assertThat(last.reason()).isEqualTo(Reason.DAMAGED_ZSTD));
    }

    @Test
    void anEmptyZstandardFileIsDamagedAndAnUnpackedOneIsRead() throws IOException {
        assertThat(Readings.of(file("a.txt.zst")).reasons()).containsExactly("0:damaged-zstd");
        assertThat(Readings.of(file("b.txt.zst", "One.\n".getBytes(UTF_8))).texts())
                .containsExactly("One.");
    }

    @Test
    void aDocumentALine() throws IOException {
        Path file =
                file("a.txt", "\ufeffOne.\r\n \n\ntwo\n".getBytes(UTF_8), new byte[] {(byte) 0xe9, '\n'}, zeros(11));
        Readings read = Readings.of(file, new ReadOptions(10, "text", PlainDocuments.LINE));
        assertThat(read.texts()).containsExactly("One.", "two");
        assertThat(read.reasons()).containsExactly("5:invalid-utf8", "6:too-long");
    }

    private static byte[] zeros(int count) {
        return "0".repeat(count).getBytes(UTF_8);
    }

    @Test
    void anotherFieldMayHoldTheText() throws IOException {
        Path file = file("a.jsonl", "{\"text\":7,\"body\":\"one\"}\n{\"text\":\"two\"}\n".getBytes(UTF_8));
        Readings read = Readings.of(file, column("body"));
        assertThat(read.texts()).containsExactly("one");
        assertThat(read.reasons()).containsExactly("2:no-text");
    }

    @Test
    void eachRowOfATableIsADocumentOrHasItsReason() throws IOException {
        Path table = table(
                "on\u00e9".getBytes(UTF_8),
                null,
                new byte[] {(byte) 0xe9},
                " \n".getBytes(UTF_8),
                zeros(LIMIT + 1),
                zeros(LIMIT));
        Readings read = Readings.of(table, column("body"));
        assertThat(read.texts()).containsExactly("on\u00e9", "0".repeat(LIMIT));
        assertThat(read.reasons()).containsExactly("2:no-text", "3:invalid-utf8", "4:empty-text", "5:too-long");
    }

    @Test
    void aTableThatIsCutOffIsOneRecord() throws IOException {
        byte[] whole = Files.readAllBytes(table("one".getBytes(UTF_8)));
        Path cut = file("cut.parquet", Arrays.copyOf(whole, whole.length - 5));
        assertThat(Readings.of(cut, column("body")).reasons()).containsExactly("0:damaged-parquet");
    }

    @Test
    void theColumnMustBeThereAndHoldStrings() throws IOException {
        Path table = table("one".getBytes(UTF_8));
        assertThatThrownBy(() -> Readings.of(table, column("text")))
                .isInstanceOf(DataException.class)
                .hasMessage("a.parquet: no column 'text' (text-field must be one of [id, body])");
        assertThatThrownBy(() -> Readings.of(table, column("id")))
                .isInstanceOf(DataException.class)
                .hasMessage("a.parquet: the column 'id' does not hold strings (text-field must name one that does)");
    }

    @Test
    void aWordOfTwoMillionLettersIsADocument() throws IOException {
        String word = "x".repeat(2_000_000);
        assertThat(Readings.of(file("a.jsonl", ("{\"text\":\"" + word + "\"}\n").getBytes(UTF_8)))
                        .texts())
                .containsExactly(word);
    }
}
