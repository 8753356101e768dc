package org.sparselaw.pipeline.tokenizer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sparselaw.job.DataException;

/** A SentencePiece model file ({@code sentencepiece_model.proto}): the vocabulary and how text is normalised for it. */
public record SentencePieceModel(List<Piece> pieces, TrainerSpec trainer, NormalizerSpec normalizer) {
    /** Refuses, as SentencePiece does, what cannot encode: no or several unknown pieces, a piece twice, bytes missing. */
    public SentencePieceModel {
        pieces = List.copyOf(pieces);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("it has no pieces");
        }
        Set<String> found = new HashSet<>();
        Set<String> reserved = new HashSet<>();
        Set<Integer> bytes = new HashSet<>();
        int unknowns = 0;
        for (Piece piece : pieces) {
            boolean inText = piece.type() == Piece.Type.NORMAL
                    || piece.type() == Piece.Type.USER_DEFINED
                    || piece.type() == Piece.Type.UNUSED;
            if (!(inText ? found : reserved).add(piece.text())) {
                throw new IllegalArgumentException("it has the piece '" + piece.text() + "' twice");
            }
            unknowns += piece.type() == Piece.Type.UNKNOWN ? 1 : 0;
            if (piece.type() == Piece.Type.BYTE) {
                bytes.add(piece.byteValue());
            }
        }
        if (unknowns != 1) {
            throw new IllegalArgumentException("it has " + unknowns + " unknown pieces instead of one");
        }
        if (bytes.contains(-1) || bytes.size() != (trainer.byteFallback() ? 256 : 0)) {
            throw new IllegalArgumentException("it has " + bytes.size() + " byte pieces instead of "
                    + (trainer.byteFallback() ? "256, <0x00> to <0xFF>" : "none, as it has no byte fallback"));
        }
    }

    /**
     * @param source name of the file, for messages
     * @throws DataException when the bytes are not a SentencePiece model
     */
    public static SentencePieceModel parse(byte[] file, String source) {
        try {
            return ModelReader.read(file);
        } catch (WireException | IllegalArgumentException e) {
            throw new DataException(source + ": not a SentencePiece model (" + e.getMessage() + ")", e);
        }
    }

    /** The file's bytes: the same for equal models. */
    public byte[] toBytes() {
        return ModelWriter.write(this);
    }
}
