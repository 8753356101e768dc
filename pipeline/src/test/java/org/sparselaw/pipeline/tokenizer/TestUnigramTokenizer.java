package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparselaw.pipeline.tokenizer.TinyModels.normal;
import static org.sparselaw.pipeline.tokenizer.TinyModels.piece;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.DataException;

/** Segmentations worked out by hand. */
class TestUnigramTokenizer {
    /** Ids from 3: space, a, b, ab, space+a. */
    private static final UnigramTokenizer TINY = TinyModels.tokenizer(TinyModels.of(
            normal("\u2581", -2), normal("a", -3), normal("b", -4), normal("ab", -5), normal("\u2581a", -4.5)));

    @Test
    void takesTheMostProbableSegmentation() {
        // "\u2581ab": \u2581 + ab = -7, \u2581a + b = -8.5, \u2581 + a + b = -9
        assertThat(TINY.encode("ab")).containsExactly(3, 6);
        // "\u2581aab": \u2581a + ab = -9.5, \u2581 + a + ab = -10
        assertThat(TINY.encode("aab")).containsExactly(7, 6);
    }

    @Test
    void keepsTheFirstFoundOfEqualSegmentations() {
        UnigramTokenizer ties =
                TinyModels.tokenizer(TinyModels.of(normal("\u2581", -1), normal("h", -2), normal("hh", -3)));
        // h + hh and hh + h are both -5: what ends at the third h is reached from the first h before the second
        assertThat(ties.encode("hhh")).containsExactly(3, 4, 5);
    }

    @Test
    void mergesARunOfUnknownCharacters() {
        assertThat(TINY.encode("axyb")).containsExactly(7, 2, 5);
        assertThat(TINY.encode("xy")).containsExactly(3, 2);
    }

    @Test
    void takesAnUnpairedSurrogateForTheReplacementCharacter() {
        UnigramTokenizer tokenizer =
                TinyModels.tokenizer(TinyModels.of(normal("\u2581", -1), normal("\ufffd", -2), normal("?", -1)));
        assertThat(tokenizer.encode("\ud800")).containsExactly(3, 4);
        assertThat(tokenizer.encode("\udc00\ud800")).containsExactly(3, 4, 4);
    }

    @Test
    void spellsUnknownCharactersInBytesWhereTheModelHasThem() {
        UnigramTokenizer tokenizer = TinyModels.tokenizer(TinyModels.withBytes(normal("\u2581", -1), normal("a", -2)));
        // U+00E9 is C3 A9; <0x00> has id 5
        assertThat(tokenizer.encode("a\u00e9")).containsExactly(3, 4, 5 + 0xc3, 5 + 0xa9);
        assertThat(tokenizer.decode(tokenizer.encode("a\u00e9a \ud83d\ude00"))).isEqualTo("a\u00e9a \ud83d\ude00");
        assertThat(tokenizer.decode(new int[] {4, 5 + 0xc3, 4})).isEqualTo("a\ufffda");
    }

    @Test
    void findsUserDefinedSymbolsBeforeAnythingElseAndDoesNotNormaliseThem() {
        UnigramTokenizer tokenizer = TinyModels.tokenizer(TinyModels.of(
                normal("\u2581", -1),
                normal("a", -1),
                normal("b", -1),
                normal("ab", -0.5),
                piece("b\ta", Piece.Type.USER_DEFINED)));
        assertThat(tokenizer.encode("ab\tab")).containsExactly(3, 4, 7, 5);
    }

    @Test
    void findsNoControlOrUnusedPiecesInText() {
        UnigramTokenizer tokenizer = TinyModels.tokenizer(TinyModels.of(
                normal("\u2581", -1),
                normal("<", -1),
                normal("/", -1),
                normal("s", -1),
                normal(">", -1),
                piece("ss", Piece.Type.UNUSED)));
        assertThat(tokenizer.encode("</s>ss")).containsExactly(3, 4, 5, 6, 7, 6, 6);
    }

    @Test
    void trimsAndCollapsesWhiteSpaceOfAllKinds() {
        assertThat(TINY.encode("\u3000a\t\n b\u00a0\u2581")).isEqualTo(TINY.encode("a b"));
        assertThat(TINY.encode("")).isEmpty();
        assertThat(TINY.encode(" \n ")).isEmpty();
    }

    @Test
    void keepsSpacesWhereTheModelSaysSo() {
        NormalizerSpec asIs = new NormalizerSpec("identity", Charsmap.NONE, false, false, true);
        UnigramTokenizer tokenizer = TinyModels.tokenizer(TinyModels.of(asIs, normal("\u2581", -1), normal("a", -1)));
        assertThat(tokenizer.encode(" a  ")).containsExactly(3, 4, 3, 3);
        assertThat(tokenizer.decode(new int[] {3, 4, 3})).isEqualTo(" a ");
    }

    @Test
    void decodesWithoutControlPieces() {
        assertThat(TINY.decode(new int[] {0, 7, 5, 3, 6, 2, 1})).isEqualTo("ab ab \u2047 ");
    }

    @Test
    void refusesToDecodeAnIdBeyondThePieces() {
        assertThatThrownBy(() -> TINY.decode(new int[] {8}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid id: 8 (must be in [0, 8))");
    }

    @Test
    void comesBackFromSerialisationAsTheTokenizerThisJvmHas() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(TINY);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isSameAs(TINY);
        }
    }

    @Test
    void encodesOnSeveralThreadsAtOnce() {
        List<String> texts = IntStream.range(0, 4000)
                .mapToObj(i -> "ab ".repeat(i % 97) + "x" + "ba".repeat(i % 31))
                .toList();
        List<int[]> one = texts.stream().map(TINY::encode).toList();
        List<int[]> several = texts.parallelStream().map(TINY::encode).toList();
        assertThat(several.toArray()).isEqualTo(one.toArray());
    }

    @Test
    void saysWhichEndPieceIsMissingOnlyWhenItIsAskedFor() {
        SentencePieceModel model = new SentencePieceModel(
                List.of(piece("<unk>", Piece.Type.UNKNOWN), normal("a", -1)), TrainerSpec.DEFAULT, Words.NORMALIZER);
        UnigramTokenizer tokenizer = UnigramTokenizer.of(model.toBytes(), "no-end.model");
        assertThat(tokenizer.encode("a")).hasSize(2);
        assertThatThrownBy(tokenizer::endOfSequence)
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("no-end.model: ");
    }
}
