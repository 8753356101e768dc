package org.sparselaw.pipeline.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparselaw.pipeline.tokenizer.TrainerSpec.ModelType;

/**
 * The fields of {@code sentencepiece_model.proto} that bear on encoding; others (self-test data, training parameters,
 * denormaliser) are skipped.
 */
final class ModelReader {
    private ModelReader() {}

    static SentencePieceModel read(byte[] file) {
        List<Piece> pieces = new ArrayList<>();
        TrainerSpec trainer = TrainerSpec.DEFAULT;
        NormalizerSpec normalizer = NormalizerSpec.DEFAULT;
        WireReader in = new WireReader(file);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> pieces.add(piece(in.message()));
                case 2 -> trainer = trainer(in.message());
                case 3 -> normalizer = normalizer(in.message());
                default -> in.skip();
            }
        }
        return new SentencePieceModel(pieces, trainer, normalizer);
    }

    private static Piece piece(WireReader in) {
        String text = "";
        float score = 0;
        Piece.Type type = Piece.Type.NORMAL;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> text = in.text();
                case 2 -> score = in.float32();
                case 3 -> type = type(in.varint());
                default -> in.skip();
            }
        }
        return new Piece(text, score, type);
    }

    private static TrainerSpec trainer(WireReader in) {
        TrainerSpec d = TrainerSpec.DEFAULT;
        ModelType modelType = d.modelType();
        int pieces = d.pieces();
        int unknown = d.unknownId();
        int begin = d.beginId();
        int end = d.endId();
        int pad = d.padId();
        boolean byteFallback = d.byteFallback();
        boolean suffix = d.whitespaceAsSuffix();
        String endPiece = d.endPiece();
        String unknownSurface = d.unknownSurface();
        while (in.next()) {
            switch (in.field()) {
                case 3 -> modelType = modelType(in.varint());
                case 4 -> pieces = (int) in.varint();
                case 24 -> suffix = in.bool();
                case 35 -> byteFallback = in.bool();
                case 40 -> unknown = (int) in.varint();
                case 41 -> begin = (int) in.varint();
                case 42 -> end = (int) in.varint();
                case 43 -> pad = (int) in.varint();
                case 44 -> unknownSurface = in.text();
                case 47 -> endPiece = in.text();
                default -> in.skip();
            }
        }
        return new TrainerSpec(
                modelType, pieces, unknown, begin, end, pad, byteFallback, suffix, endPiece, unknownSurface);
    }

    private static NormalizerSpec normalizer(WireReader in) {
        NormalizerSpec d = NormalizerSpec.DEFAULT;
        String name = d.name();
        Charsmap rules = d.rules();
        boolean prefix = d.addDummyPrefix();
        boolean removeExtra = d.removeExtraWhitespaces();
        boolean escape = d.escapeWhitespaces();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> rules = Charsmap.parse(in.bytes());
                case 3 -> prefix = in.bool();
                case 4 -> removeExtra = in.bool();
                case 5 -> escape = in.bool();
                default -> in.skip();
            }
        }
        return new NormalizerSpec(name, rules, prefix, removeExtra, escape);
    }

    private static Piece.Type type(long number) {
        return Arrays.stream(Piece.Type.values())
                .filter(type -> type.number() == number)
                .findFirst()
                .orElseThrow(() -> new WireException("a piece has the unknown type " + number));
    }

    private static ModelType modelType(long number) {
        return Arrays.stream(ModelType.values())
                .filter(type -> type.number() == number)
                .findFirst()
                .orElseThrow(() -> new WireException("it has the unknown model type " + number));
    }
}
