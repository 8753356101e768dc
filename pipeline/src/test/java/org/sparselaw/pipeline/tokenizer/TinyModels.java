package org.sparselaw.pipeline.tokenizer;

import java.util.ArrayList;
import java.util.List;

/** Small vocabularies written by hand; their ids are the places in the list. */
final class TinyModels {
    private TinyModels() {}

    static Piece normal(String text, double score) {
        return new Piece(text, (float) score, Piece.Type.NORMAL);
    }

    static Piece piece(String text, Piece.Type type) {
        return new Piece(text, 0, type);
    }

    /** The pieces after {@code <pad>} 0, {@code </s>} 1 and {@code <unk>} 2. */
    static SentencePieceModel of(Piece... pieces) {
        return of(Words.NORMALIZER, pieces);
    }

    static SentencePieceModel of(NormalizerSpec normalizer, Piece... pieces) {
        return new SentencePieceModel(withReserved(List.of(pieces)), spec(false), normalizer);
    }

    /** As {@link #of}, with the 256 bytes behind the pieces. */
    static SentencePieceModel withBytes(Piece... pieces) {
        List<Piece> all = withReserved(List.of(pieces));
        for (int value = 0; value < 256; value++) {
            all.add(piece(Piece.byteText(value), Piece.Type.BYTE));
        }
        return new SentencePieceModel(all, spec(true), Words.NORMALIZER);
    }

    static UnigramTokenizer tokenizer(SentencePieceModel model) {
        return UnigramTokenizer.of(model.toBytes(), "tiny.model");
    }

    private static TrainerSpec spec(boolean byteFallback) {
        return new TrainerSpec(TrainerSpec.ModelType.UNIGRAM, 0, 2, -1, 1, 0, byteFallback, false, "</s>", " \u2047 ");
    }

    private static List<Piece> withReserved(List<Piece> pieces) {
        List<Piece> all = new ArrayList<>();
        all.add(piece("<pad>", Piece.Type.CONTROL));
        all.add(piece("</s>", Piece.Type.CONTROL));
        all.add(piece("<unk>", Piece.Type.UNKNOWN));
        all.addAll(pieces);
        return all;
    }
}
