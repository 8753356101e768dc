package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids that SentencePiece itself gave, for the T5 vocabulary. */
class TestUnigramTokenizerGold {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static UnigramTokenizer t5() {
        return UnigramTokenizer.read(
                SharedData.path("tokenizers/t5-base/spiece.model").toString());
    }

    private static int[] ids(JsonNode array) {
        return IntStream.range(0, array.size())
                .map(i -> array.get(i).intValue())
                .toArray();
    }

    @Test
    void givesTheIdsOfSentencePieceOnEveryReferenceText() throws IOException {
        UnigramTokenizer tokenizer = t5();
        List<String> lines;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.path("tokenizers/t5-base/gold_t5_spm.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            lines = in.lines().toList();
        }
        assertThat(JSON.readTree(lines.get(0)).get("model_sha256").textValue()).isEqualTo(tokenizer.digest());
        for (String line : lines.subList(1, lines.size())) {
            JsonNode record = JSON.readTree(line);
            String text = record.get("text").textValue();
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids(record.get("ids")));
        }
        assertThat(lines).hasSize(260);
    }

    @Test
    void givesTheIdsAndTheTextOfTheTransformersReference() throws IOException {
        UnigramTokenizer tokenizer = t5();
        JsonNode gold = JSON.readTree(
                SharedData.path("tokenizers/t5-base/gold_t5_base_encoded.json").toFile());
        int[] withEnd = ids(gold.get("token_ids"));
        int[] expected = IntStream.of(withEnd).limit(withEnd.length - 1).toArray();
        assertThat(withEnd[withEnd.length - 1]).isEqualTo(tokenizer.endOfSequence());
        assertThat(tokenizer.encode(gold.get("text").textValue())).isEqualTo(expected);
        assertThat(tokenizer.decode(expected) + "</s>")
                .isEqualTo(gold.get("decoded_text").textValue());
    }

    @Test
    void givesTheIdsOfSeqioForItsTestVocabulary() throws IOException {
        UnigramTokenizer tokenizer = UnigramTokenizer.read(
                SharedData.path("tokenizers/seqio-test/sentencepiece.model").toString());
        JsonNode gold =
                JSON.readTree(SharedData.path("tokenizers/seqio-test/gold.json").toFile());
        assertThat(tokenizer.encode(gold.get(0).get("text").textValue()))
                .isEqualTo(ids(gold.get(0).get("ids")));
    }

    /** What SentencePiece 0.2.2 gives: the coarser the scores before a near-tie, the likelier the first found wins. */
    @ParameterizedTest
    @CsvSource({
        "100, at he m",
        "18336, at he m",
        "18433, a th em",
        "27900, a th em",
        "28080, at he m",
        "28133, at he m",
        "46563, a th em"
    })
    void roundsAsSentencePieceDoesInLongTexts(int words, String expected) throws IOException {
        byte[] file = Files.readAllBytes(SharedData.path("tokenizers/hf-fixtures/test_sentencepiece.model"));
        List<Piece> pieces = SentencePieceModel.parse(file, "test").pieces();
        int[] ids = UnigramTokenizer.of(file, "test").encode("the ".repeat(words) + "Mathematica");
        assertThat(IntStream.of(ids).skip(words).mapToObj(id -> pieces.get(id).text()))
                .containsExactly(("\u2581M " + expected + " at ic a").split(" ", -1));
    }
}
