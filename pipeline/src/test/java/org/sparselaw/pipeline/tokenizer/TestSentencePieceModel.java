package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.sparselaw.pipeline.tokenizer.TinyModels.normal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.DataException;

class TestSentencePieceModel {
    private static final SentencePieceModel TINY =
            TinyModels.of(normal("\u2581", -2), normal("a", -3), normal("\ud83d\ude00", -4.25));

    @Test
    void readsWhatItWrites() {
        assertThat(SentencePieceModel.parse(TINY.toBytes(), "tiny")).isEqualTo(TINY);
        SentencePieceModel bytes = TinyModels.withBytes(normal("a", -1));
        assertThat(SentencePieceModel.parse(bytes.toBytes(), "tiny")).isEqualTo(bytes);
    }

    @Test
    void readsTheVocabularyOfT5() throws IOException {
        SentencePieceModel model =
                SentencePieceModel.parse(Files.readAllBytes(SharedData.path("tokenizers/t5-base/spiece.model")), "t5");
        assertThat(model.pieces()).hasSize(32000);
        assertThat(model.pieces().subList(0, 3)).extracting(Piece::text).containsExactly("<pad>", "</s>", "<unk>");
        assertThat(model.normalizer().name()).isEqualTo("nmt_nfkc");
        assertThat(SentencePieceModel.parse(model.toBytes(), "again")).isEqualTo(model);
    }

    @Test
    void saysThatATextIsNoModel() {
        assertThatThrownBy(() -> SentencePieceModel.parse(utf8("hello world"), "x.model"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("x.model: not a SentencePiece model (")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> SentencePieceModel.parse(new byte[0], "x.model"))
                .hasMessage("x.model: not a SentencePiece model (it has no pieces)");
    }

    @Test
    void saysThatAnotherTypeOfModelIsNotUnigram() throws IOException {
        String path = SharedData.path("tokenizers/hf-fixtures/test_sentencepiece_bpe.model")
                .toString();
        assertThatThrownBy(() -> UnigramTokenizer.read(path))
                .isInstanceOf(DataException.class)
                .hasMessage(path + ": a SentencePiece model of type BPE; UNIGRAM is needed");
    }

    @Test
    void namesAVocabularyThatIsNotThere() {
        assertThatThrownBy(() -> UnigramTokenizer.read("/nowhere/x.model"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("/nowhere/x.model");
    }

    @Test
    void refusesPiecesThatCannotEncode() {
        assertThatThrownBy(() -> TinyModels.of(normal("a", -1), normal("a", -2)))
                .hasMessage("it has the piece 'a' twice");
        assertThatThrownBy(() ->
                        new SentencePieceModel(List.of(normal("a", -1)), TrainerSpec.DEFAULT, NormalizerSpec.DEFAULT))
                .hasMessage("it has 0 unknown pieces instead of one");
        assertThatThrownBy(() -> normal("a", Double.NaN)).hasMessage("piece 'a' has the score NaN");
    }

    @Test
    void failsOnDamagedFilesWithNothingButADataException() {
        byte[] whole = TINY.toBytes();
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = i % 3 == 0
                    ? Arrays.copyOf(whole, random.nextInt(whole.length))
                    : i % 3 == 1 ? whole.clone() : new byte[random.nextInt(200)];
            if (i % 3 == 1) {
                for (int k = random.nextInt(4); k >= 0; k--) {
                    damaged[random.nextInt(i % 2 == 0 ? 80 : damaged.length)] = (byte) random.nextInt();
                }
            } else if (i % 3 == 2) {
                random.nextBytes(damaged);
            }
            try {
                UnigramTokenizer tokenizer = UnigramTokenizer.of(damaged, "damaged");
                tokenizer.decode(tokenizer.encode("a\u00a0\ud83d\ude00 \u3000b\u2028"));
            } catch (DataException expected) {
                assertThat(expected).hasMessageStartingWith("damaged: ").hasMessageNotContaining("\n");
            } catch (RuntimeException e) {
                fail("damaged file " + i + ": " + Arrays.toString(damaged), e);
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
