package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodes and decodes the same as SentencePiece does in the same run, with every unigram model at hand. */
class TestUnigramTokenizerAgainstSentencePiece {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t5-base/spiece",
                "t5-trax/sentencepiece",
                "hf-fixtures/spiece",
                "hf-fixtures/test_sentencepiece",
                "hf-fixtures/test_sentencepiece_no_bos",
                "sentencepiece-test/test_model",
                "sentencepiece-test/test_ja_model",
                "seqio-test/sentencepiece"
            })
    void agreesOnEveryText(String model) throws IOException {
        byte[] file = Files.readAllBytes(SharedData.path("tokenizers/" + model + ".model"));
        UnigramTokenizer tokenizer = UnigramTokenizer.of(file, model);
        try (SentencePieceLibrary sentencePiece = SentencePieceLibrary.load(file)) {
            List<Piece> pieces = SentencePieceModel.parse(file, model).pieces();
            int nearTies = 0;
            for (String text : texts()) {
                int[] expected = sentencePiece.encode(text);
                int[] ids = tokenizer.encode(text);
                if (!Arrays.equals(ids, expected)) {
                    // the library that DJL brings rounds near-ties otherwise (see UnigramEncoder)
                    assertThat(score(pieces, ids)).as(text).isEqualTo(score(pieces, expected), within(1e-2));
                    nearTies++;
                }
                assertThat(tokenizer.decode(expected)).as(text).isEqualTo(sentencePiece.decode(expected));
            }
            assertThat(nearTies).as("near-ties among some 2,500 texts").isLessThan(50);
        }
    }

    private static double score(List<Piece> pieces, int[] ids) {
        return IntStream.of(ids).mapToDouble(id -> pieces.get(id).score()).sum();
    }

    private static List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String source : List.of(
                "text/c4-real-train/c4-train.00000-of-00008.json.gz",
                "text/python-peps/python-peps.00000-of-00004.json.gz")) {
            texts.addAll(documents(SharedData.path(source), 150));
        }
        for (String text : JSON.readValue(
                SharedData.path("nasty/naughty-strings/blns.json").toFile(), String[].class)) {
            texts.add(text);
        }
        String stress = new String(
                Files.readAllBytes(SharedData.path("nasty/utf8-stress/UTF-8-test.txt")), StandardCharsets.UTF_8);
        texts.addAll(Arrays.asList(stress.split("\n", -1)));
        Random random = new Random(7);
        for (int i = 0; i < 1500; i++) {
            texts.add(randomText(random));
        }
        return texts;
    }

    private static List<String> documents(Path source, int most) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(source)), StandardCharsets.UTF_8))) {
            List<String> texts = new ArrayList<>();
            for (String line; texts.size() < most && (line = in.readLine()) != null; ) {
                texts.add(JSON.readTree(line).get("text").textValue());
            }
            return texts;
        }
    }

    /** Characters from anywhere in Unicode, most of them from a few blocks and with spaces of all kinds between. */
    private static String randomText(Random random) {
        int[] blocks = {0x20, 0x20, 0x20, 0xa0, 0x300, 0x400, 0x1100, 0x2000, 0x2580, 0x3000, 0x4e00, 0xfb00, 0x1f600};
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(10);
            int point = kind == 0
                    ? 1 + random.nextInt(Character.MAX_CODE_POINT)
                    : kind < 3
                            ? " \t\n\u00a0\u2581\u3000\u200b\u00a8".charAt(random.nextInt(8))
                            : blocks[random.nextInt(blocks.length)] + random.nextInt(96);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
