package org.sparselaw.pipeline.tokenizer;

/** Writes what {@link ModelReader} reads, fields in the order of their numbers. */
final class ModelWriter {
    private ModelWriter() {}

    static byte[] write(SentencePieceModel model) {
        WireWriter out = new WireWriter();
        for (Piece piece : model.pieces()) {
            WireWriter entry = new WireWriter().text(1, piece.text()).float32(2, piece.score());
            if (piece.type() != Piece.Type.NORMAL) {
                entry.varint(3, piece.type().number());
            }
            out.message(1, entry);
        }
        return out.message(2, trainer(model.trainer()))
                .message(3, normalizer(model.normalizer()))
                .toBytes();
    }

    private static WireWriter trainer(TrainerSpec spec) {
        return new WireWriter()
                .varint(3, spec.modelType().number())
                .varint(4, spec.pieces())
                .bool(24, spec.whitespaceAsSuffix())
                .bool(35, spec.byteFallback())
                .varint(40, spec.unknownId())
                .varint(41, spec.beginId())
                .varint(42, spec.endId())
                .varint(43, spec.padId())
                .text(44, spec.unknownSurface())
                .text(47, spec.endPiece());
    }

    private static WireWriter normalizer(NormalizerSpec spec) {
        return new WireWriter()
                .text(1, spec.name())
                .bytes(2, spec.rules().toBytes())
                .bool(3, spec.addDummyPrefix())
                .bool(4, spec.removeExtraWhitespaces())
                .bool(5, spec.escapeWhitespaces());
    }
}
