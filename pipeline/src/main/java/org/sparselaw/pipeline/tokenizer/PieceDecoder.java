package org.sparselaw.pipeline.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Ids to text ({@code SentencePieceProcessor::Decode}); a denormaliser, which few models have, is not applied. */
final class PieceDecoder {
    private final SentencePieceModel model;

    PieceDecoder(SentencePieceModel model) {
        this.model = model;
    }

    String decode(int[] ids) {
        NormalizerSpec normalizer = model.normalizer();
        boolean trimsStart = normalizer.addDummyPrefix() || normalizer.removeExtraWhitespaces();
        boolean trimmed = false;
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id < 0 || id >= model.pieces().size()) {
                throw new IllegalArgumentException("Invalid id: " + id + " (must be in [0, "
                        + model.pieces().size() + "))");
            }
            Piece piece = model.pieces().get(id);
            if (piece.type() == Piece.Type.BYTE) {
                bytes.write(piece.byteValue());
                continue;
            }
            appendBytes(text, bytes);
            boolean atStart = !trimmed && text.isEmpty();
            switch (piece.type()) {
                case CONTROL -> {}
                case UNKNOWN -> text.append(model.trainer().unknownSurface());
                default -> {
                    String surface = piece.text();
                    if (atStart && trimsStart && surface.startsWith("\u2581")) {
                        surface = surface.substring(1);
                        trimmed = !normalizer.removeExtraWhitespaces();
                    }
                    text.append(surface.replace('\u2581', ' '));
                }
            }
        }
        appendBytes(text, bytes);
        return text.toString();
    }

    /** The UTF-8 that byte pieces spell; each byte that belongs to no character as U+FFFD. */
    private static void appendBytes(StringBuilder text, ByteArrayOutputStream bytes) {
        byte[] utf8 = bytes.toByteArray();
        int at = 0;
        while (at < utf8.length) {
            int end = Math.min(at + Utf8.length(utf8[at]), utf8.length);
            String character = new String(utf8, at, end - at, StandardCharsets.UTF_8);
            boolean valid =
                    Arrays.equals(character.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(utf8, at, end));
            text.append(valid ? character : "\ufffd");
            at = valid ? end : at + 1;
        }
        bytes.reset();
    }
}
