package org.sparselaw.pipeline.tokenizer.bytepair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.pipeline.tokenizer.SampleTexts;
import org.sparselaw.pipeline.tokenizer.SharedData;

/** Encodes and decodes the same as the Hugging Face library does in the same run. */
class TestBytePairTokenizerAgainstHuggingFace {
    /** Of the documents of the development text, one of so many, to bound the time; {@code -Dstep=1} compares all of them. */
    private static final int STEP = Integer.getInteger("step", 64);

    private static final int RANDOM_TEXTS = 20_000;

    /** No letter or number has been assigned beyond; there, one point of so many is looked at. */
    private static final int LAST_LETTER = 0x33480;

    private static final int STEP_BEYOND = 61;

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "olmo-neox"})
    void agreesOnEveryText(String name) throws IOException {
        byte[] file = Files.readAllBytes(SharedData.path("tokenizers/" + name + "/tokenizer.json"));
        BytePairTokenizer tokenizer = BytePairTokenizer.of(file, name);
        try (HuggingFaceLibrary library = HuggingFaceLibrary.load(file)) {
            Comparison comparison = new Comparison(tokenizer, library);
            SampleTexts.documents(STEP, comparison::onText);
            SampleTexts.nasty().forEach(comparison::onText);
            SampleTexts.allOfUnicode().forEach(comparison::onText);
            Random random = new Random(7);
            for (int i = 0; i < RANDOM_TEXTS; i++) {
                comparison.onText(SampleTexts.random(random));
            }
        }
    }

    /** Ids tell little of where rare characters were cut, for their bytes are seldom merged; the library tells. */
    @Test
    void cutsAtEveryCodePointWhereTheLibraryDoes() throws IOException {
        byte[] file = Files.readAllBytes(SharedData.path("tokenizers/gpt2/tokenizer.json"));
        try (HuggingFaceLibrary library = HuggingFaceLibrary.load(file)) {
            StringBuilder text = new StringBuilder();
            for (int point = 1; point <= Character.MAX_CODE_POINT; point += point < LAST_LETTER ? 1 : STEP_BEYOND) {
                String character = SampleTexts.wellFormed(Character.toString(point));
                text.append("a%1$sa!1%1$s1!\n%1$s!".formatted(character));
                if (text.length() > 1000) {
                    assertThat(words(text.toString())).as(text.toString()).isEqualTo(library.words(text.toString()));
                    text.setLength(0);
                }
            }
        }
    }

    private static long words(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        long words = 0;
        for (int from = 0; from < utf8.length; from = Pretokens.end(utf8, from, utf8.length)) {
            words++;
        }
        return words;
    }

    private static final class Comparison {
        /** Of the texts, one of so many is decoded, too. */
        private static final int DECODED = 8;

        private final BytePairTokenizer tokenizer;
        private final HuggingFaceLibrary library;
        private int texts;

        Comparison(BytePairTokenizer tokenizer, HuggingFaceLibrary library) {
            this.tokenizer = tokenizer;
            this.library = library;
        }

        void onText(String text) {
            int[] expected = library.encode(SampleTexts.wellFormed(text));
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(expected);
            String decoded = tokenizer.decode(expected);
            if (texts++ % DECODED == 0 && decoded.chars().noneMatch(c -> Character.isSurrogate((char) c) || c == 0)) {
                // DJL hands text back in the JVM's own form of UTF-8, which spells these otherwise
                assertThat(decoded).as(text).isEqualTo(library.decode(expected));
            }
        }
    }
}
