package org.sparselaw.pipeline.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Sha256;

class TestDocumentReader {
    @TempDir
    Path folder;

    private Path file(String name, byte[]... parts) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return Files.write(folder.resolve(name), content.toByteArray());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(utf8(text));
        }
        return bytes.toByteArray();
    }

    @Test
    void aPlainFileIsADocument() throws IOException {
        assertThat(Readings.of(file("a.txt", utf8("\ufeffOne.\r\nTwo.\n"))).texts())
                .containsExactly("One.\nTwo.");
    }

    @Test
    void aPlainFileOfWhiteSpaceIsEmpty() throws IOException {
        assertThat(Readings.of(file("a.txt", utf8(" \n\u200b\n"))).reasons()).containsExactly("2:empty-text");
    }

    @Test
    void aPlainFileThatIsNotUtf8NamesTheLine() throws IOException {
        Readings read = Readings.of(file("a.txt", utf8("Good.\n"), new byte[] {'c', 'a', 'f', (byte) 0xe9}));
        assertThat(read.rejected())
                .containsExactly(new Reading.Rejected(Reason.INVALID_UTF8, "a.txt", 2, "Good.\ncaf\ufffd"));
    }

    @Test
    void aPlainFileAboveTheLimitIsRejected() throws IOException {
        Path file = file("a.txt", utf8("1234567\n89\n"));
        assertThat(Readings.of(file, 11).texts()).hasSize(1);
        assertThat(Readings.of(file, 10).reasons()).containsExactly("2:too-long");
    }

    @Test
    void membersMayEndAnywhere() throws IOException {
        Path file = file("a.jsonl.gz", gzip("{\"te"), gzip(""), gzip("xt\":\"one\"}\n{\"text\":\"two\"}"));
        assertThat(Readings.of(file).texts()).containsExactly("one", "two");
    }

    @Test
    void aDamagedSecondMemberIsNoticed() throws IOException {
        byte[] second = gzip("{\"text\":\"two\"}\n");
        second[second.length - 6] ^= 1;
        Readings read = Readings.of(file("a.jsonl.gz", gzip("{\"text\":\"one\"}\n"), second));
        assertThat(read.texts()).containsExactly("one", "two");
        assertThat(read.reasons()).containsExactly("0:damaged-gzip");
    }

    @Test
    void anUncompressedFileIsReadAlike() throws IOException {
        assertThat(Readings.of(file("a.json", utf8("\n{\"text\":\"one\"}\r\n\r\n{\"text\":\"two\"}")))
                        .texts())
                .containsExactly("one", "two");
    }

    @Test
    void aRejectedRecordShowsHowItBegins() throws IOException {
        Readings read = Readings.of(file("a.jsonl", utf8("x".repeat(1000) + "\n")));
        assertThat(read.rejected())
                .containsExactly(new Reading.Rejected(Reason.NOT_JSON, "a.jsonl", 1, "x".repeat(200)));
    }

    @Test
    void theDigestIsThatOfTheWholeFile() throws IOException {
        Path path = file("a.json.gz", gzip("{\"text\":\"one\"}\n"), utf8("junk after the end"));
        try (DocumentReader reader =
                DocumentReader.open(new InputFile(path.toString(), "a.json.gz", 0), ReadOptions.ofC4(100))) {
            while (reader.next().isPresent()) {}
            assertThat(reader.sha256()).isEqualTo(Sha256.of(Files.readAllBytes(path)));
        }
    }
}
