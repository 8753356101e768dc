package org.sparselaw.pipeline.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sparselaw.pipeline.Shared;

/** Damaged and odd files made from C4; what each holds stands in the manifest beside them. */
class TestNastyText {
    private static final int ABOVE_THE_GIANT_LINE = 32 << 20;

    private Path folder;

    @BeforeEach
    void find() {
        folder = Shared.data("nasty/c4-derived");
    }

    @Test
    void everyDocumentOfAGoodFileIsRead() throws IOException {
        JsonNode manifest =
                new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
        List<String> checked = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : manifest.properties()) {
            if (entry.getValue().has("docs")) {
                Readings read = Readings.of(folder.resolve(entry.getKey()), ABOVE_THE_GIANT_LINE);
                assertThat(read.texts())
                        .as(entry.getKey())
                        .hasSize(entry.getValue().get("docs").asInt());
                assertThat(read.rejected()).as(entry.getKey()).isEmpty();
                checked.add(entry.getKey());
            }
        }
        assertThat(checked).hasSizeGreaterThan(10);
    }

    @Test
    void everyFileCanBeRead() throws IOException {
        try (var files = Files.walk(folder.getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Readings.of(file);
            }
        }
    }

    @Test
    void theLinesThatAreNotUtf8AreRejected() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int line = 4; line <= 124; line += 10) {
            expected.add(line + ":invalid-utf8");
        }
        assertThat(Readings.of(folder.resolve("12-invalid-utf8.json.gz")).reasons())
                .isEqualTo(expected);
    }

    @Test
    void whatCanBeReadOfATruncatedFileIsKept() throws IOException {
        Readings read = Readings.of(folder.resolve("01-truncated.json.gz"));
        assertThat(read.texts())
                .hasSize(49)
                .isEqualTo(
                        Readings.of(folder.resolve("00-good.json.gz")).texts().subList(0, 49));
        assertThat(read.rejected())
                .containsExactly(new Reading.Rejected(
                        Reason.DAMAGED_GZIP,
                        "01-truncated.json.gz",
                        0,
                        "the gzip stream ends early; what came before is kept"));
    }

    @Test
    void wrongChecksumsAndFlippedBytesAreOneRecordForTheFile() throws IOException {
        assertThat(Readings.of(folder.resolve("02-bad-crc.json.gz")).texts()).hasSize(125);
        assertThat(Readings.of(folder.resolve("02-bad-crc.json.gz")).reasons()).containsExactly("0:damaged-gzip");
        assertThat(Readings.of(folder.resolve("03-bad-isize.json.gz")).reasons())
                .containsExactly("0:damaged-gzip");
        assertThat(Readings.of(folder.resolve("04-flipped-middle.json.gz")).texts())
                .hasSize(74);
        assertThat(Readings.of(folder.resolve("04-flipped-middle.json.gz")).reasons())
                .containsExactly("75:invalid-utf8", "0:damaged-gzip");
        assertThat(Readings.of(folder.resolve("09-zero-byte.json.gz")).reasons())
                .containsExactly("0:damaged-gzip");
    }

    @Test
    void plainTextUnderACompressedNameIsRead() throws IOException {
        assertThat(Readings.of(folder.resolve("08-not-gzip.json.gz")).texts()).hasSize(125);
    }

    @Test
    void anotherEncodingIsRejectedLineByLine() throws IOException {
        assertThat(Readings.of(folder.resolve("13-latin1.json.gz")).rejected())
                .hasSize(20)
                .allMatch(one -> one.reason() == Reason.INVALID_UTF8);
        assertThat(Readings.of(folder.resolve("14-utf16.json.gz")).texts()).isEmpty();
    }

    @Test
    void aLineAboveTheLimitIsRejectedAndItsNeighboursAreKept() throws IOException {
        Readings read = Readings.of(folder.resolve("16-giant-line.json.gz"));
        assertThat(read.texts()).hasSize(2);
        assertThat(read.reasons()).containsExactly("2:too-long");
    }

    @Test
    void eachOddLineHasItsReason() throws IOException {
        Readings read = Readings.of(folder.resolve("18-field-mix.json.gz"));
        assertThat(read.reasons())
                .containsExactly(
                        "1:no-text",
                        "4:text-not-a-string",
                        "5:text-not-a-string",
                        "6:text-not-a-string",
                        "7:text-not-a-string",
                        "8:empty-text",
                        "9:empty-text",
                        "16:not-json", // a raw control character
                        "21:not-json",
                        "22:not-json", // two objects
                        "23:not-json",
                        "24:not-json",
                        "25:not-an-object",
                        "26:not-an-object",
                        "27:not-an-object",
                        "28:not-json",
                        "29:not-json",
                        "30:text-not-a-string");
        assertThat(read.texts()).hasSize(35 - 18).contains("second", "lone surrogate \ufffd here", "nul \0 inside");
    }
}
