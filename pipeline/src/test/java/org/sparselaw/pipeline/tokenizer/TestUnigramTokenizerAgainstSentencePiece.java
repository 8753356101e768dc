package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Encodes and decodes the same as SentencePiece does in the same run. The library that DJL brings is older than the
 * rounding of near-ties that is followed here (see {@link UnigramEncoder}): where ids differ, they must be those of the
 * older rounding, and that must be rare.
 */
class TestUnigramTokenizerAgainstSentencePiece {
    private static final String T5 = "t5-base/spiece.model";

    /** Of the texts, one of so many, to bound the time; {@code -Dstep=1} compares all of them. T5's model is given more. */
    private static final int STEP = Integer.getInteger("step", 20);

    private static final int T5_STEP = Math.max(1, STEP / 5);

    private static final int RANDOM_TEXTS = 100_000;

    private static final List<String> SYMBOLS =
            List.of("<mask>", "\u00e9t\u00e9 ", "  ", "the\u2581", "\ud83d\ude00a\u0301");

    @ParameterizedTest
    @MethodSource("unigramModels")
    void agreesOnEveryTextWithEveryModel(String name) throws IOException {
        try (Comparison comparison = new Comparison(Files.readAllBytes(SharedData.path("tokenizers/" + name)), name)) {
            int step = name.equals(T5) ? T5_STEP : STEP;
            SampleTexts.documents(step, comparison::onText);
            SampleTexts.nasty().forEach(comparison::onText);
            SampleTexts.allOfUnicode().forEach(comparison::onText);
            Random random = new Random(7);
            for (int i = 0; i < RANDOM_TEXTS / step; i++) {
                comparison.onText(SampleTexts.random(random));
            }
            assertThat(comparison.nearTies).as("near-ties").isLessThan(comparison.texts / 100);
        }
    }

    static Stream<String> unigramModels() throws IOException {
        Path folder = SharedData.path("tokenizers");
        List<String> models = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (name.endsWith(".model") || name.startsWith("maxtext/tokenizer.")) {
                    SentencePieceModel model = SentencePieceModel.parse(Files.readAllBytes(file), name);
                    if (model.trainer().modelType() == TrainerSpec.ModelType.UNIGRAM) {
                        models.add(name);
                    }
                }
            }
        }
        return models.stream();
    }

    /** Real pieces under every setting of a model file that bears on encoding. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void agreesUnderEveryFlagWithSymbolsAndBytes(int flags) throws IOException {
        String source = "hf-fixtures/test_sentencepiece.model";
        SentencePieceModel given =
                SentencePieceModel.parse(Files.readAllBytes(SharedData.path("tokenizers/" + source)), source);
        boolean suffix = (flags & 1) != 0;
        boolean byteFallback = (flags & 2) != 0;
        for (boolean escape : new boolean[] {true, false}) {
            NormalizerSpec normalizer = new NormalizerSpec(
                    "nmt_nfkc", given.normalizer().rules(), (flags & 4) != 0, (flags & 8) != 0, escape);
            SentencePieceModel model = variant(given, normalizer, suffix, byteFallback);
            try (Comparison comparison = new Comparison(model.toBytes(), source + " with flags " + flags)) {
                SampleTexts.nasty().forEach(comparison::onText);
                Random random = new Random(flags);
                for (int i = 0; i < 1_000; i++) {
                    String text = SampleTexts.random(random);
                    comparison.onText(
                            text + SYMBOLS.get(random.nextInt(SYMBOLS.size())) + "</s>" + SampleTexts.random(random));
                }
                assertThat(comparison.nearTies).as("near-ties").isLessThan(comparison.texts / 50);
            }
        }
    }

    private static SentencePieceModel variant(
            SentencePieceModel given, NormalizerSpec normalizer, boolean suffix, boolean byteFallback) {
        List<Piece> pieces = new ArrayList<>(given.pieces());
        for (String symbol : SYMBOLS) {
            pieces.add(new Piece(symbol, 0, Piece.Type.USER_DEFINED));
        }
        for (int value = 0; byteFallback && value < 256; value++) {
            pieces.add(new Piece(Piece.byteText(value), 0, Piece.Type.BYTE));
        }
        TrainerSpec t = given.trainer();
        TrainerSpec trainer = new TrainerSpec(
                t.modelType(),
                pieces.size(),
                t.unknownId(),
                t.beginId(),
                t.endId(),
                t.padId(),
                byteFallback,
                suffix,
                t.endPiece(),
                t.unknownSurface());
        return new SentencePieceModel(pieces, trainer, normalizer);
    }

    private static final class Comparison implements AutoCloseable {
        private final UnigramTokenizer tokenizer;
        private final OlderUnigram older;
        private final SentencePieceLibrary sentencePiece;
        private int texts;
        private int nearTies;

        Comparison(byte[] file, String name) throws IOException {
            tokenizer = UnigramTokenizer.of(file, name);
            older = new OlderUnigram(SentencePieceModel.parse(file, name));
            sentencePiece = SentencePieceLibrary.load(file);
        }

        void onText(String text) {
            String given = SampleTexts.wellFormed(text);
            int[] expected = sentencePiece.encode(given);
            int[] ids = tokenizer.encode(text);
            texts++;
            if (!Arrays.equals(ids, expected)) {
                assertThat(older.encode(given)).as(text).isEqualTo(expected);
                nearTies++;
            }
            String decoded = tokenizer.decode(expected);
            if (decoded.chars().noneMatch(c -> Character.isSurrogate((char) c) || c == 0)) {
                // DJL hands text back in the JVM's own form of UTF-8, which spells these otherwise
                assertThat(decoded).as(text).isEqualTo(sentencePiece.decode(expected));
            }
        }

        @Override
        public void close() {
            sentencePiece.close();
        }
    }
}
