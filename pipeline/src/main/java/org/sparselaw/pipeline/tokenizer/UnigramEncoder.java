package org.sparselaw.pipeline.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The most probable segmentation of a normalised text under a unigram model (Kudo 2018, arXiv 1804.10959), found by one
 * Viterbi pass over its bytes ({@code Model::EncodeOptimized} in SentencePiece's {@code unigram_model.cc}).
 *
 * <p>Near-ties, and with them the ids, depend on rounding. As SentencePiece 0.2.2 does (measured on texts of near-ties, of
 * up to 200,000 characters), scores are summed and compared as floats, only a larger one replaces the best so far, and
 * below -100,000 they start from 0 again. Older versions (DJL 0.34 brings one) compare a double sum with the float kept and
 * never start again; they choose otherwise in 2 of 259 reference documents for T5.
 */
final class UnigramEncoder {
    /** How much less likely than the rarest piece an unknown character is. */
    private static final float UNKNOWN_PENALTY = 10;

    /** Where scores start from 0 again. */
    private static final float REBASE_BELOW = -100_000;

    private final PieceTrie trie;
    private final float[] scores;
    private final float unknownScore;
    private final int unknownId;

    /** The ids of the 256 bytes; null when unknown characters do not fall back to bytes. */
    private final int[] byteIds;

    private final boolean spacesEscaped;

    UnigramEncoder(SentencePieceModel model) {
        List<Piece> pieces = model.pieces();
        spacesEscaped = model.normalizer().escapeWhitespaces();
        scores = new float[pieces.size()];
        byteIds = model.trainer().byteFallback() ? new int[256] : null;
        float min = Float.MAX_VALUE;
        float max = Float.MIN_NORMAL; // SentencePiece starts from FLT_MIN, so it is never below
        int unknown = -1;
        for (int id = 0; id < scores.length; id++) {
            Piece piece = pieces.get(id);
            switch (piece.type()) {
                case NORMAL -> {
                    min = Math.min(min, piece.score());
                    max = Math.max(max, piece.score());
                }
                case UNKNOWN -> unknown = id;
                case BYTE -> byteIds[piece.byteValue()] = id;
                default -> {}
            }
        }
        for (int id = 0; id < scores.length; id++) {
            Piece piece = pieces.get(id);
            boolean user = piece.type() == Piece.Type.USER_DEFINED;
            scores[id] = user ? (float) (utf8Length(piece) * max - 0.1) : piece.score();
        }
        unknownScore = min - UNKNOWN_PENALTY;
        unknownId = unknown;
        trie = PieceTrie.of(pieces, this::key);
    }

    private static float utf8Length(Piece piece) {
        return piece.text().getBytes(StandardCharsets.UTF_8).length;
    }

    /** The bytes of a piece in normalised text; null when it never occurs there. */
    private byte[] key(Piece piece) {
        boolean found = piece.type() == Piece.Type.NORMAL || piece.type() == Piece.Type.USER_DEFINED;
        if (!found || (spacesEscaped && piece.text().indexOf(' ') >= 0)) {
            return null;
        }
        String text = spacesEscaped ? piece.text().replace('\u2581', ' ') : piece.text();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The ids of {@code scratch.normalized}. */
    int[] encode(Scratch scratch) {
        segment(scratch);
        int pieces = 0;
        for (int end = scratch.normalizedLength; end > 0; end = (int) (scratch.last[end] >>> Integer.SIZE)) {
            pieces++;
        }
        int[] ids = new int[pieces];
        int[] ends = byteIds == null ? null : new int[pieces];
        for (int end = scratch.normalizedLength; end > 0; end = (int) (scratch.last[end] >>> Integer.SIZE)) {
            ids[--pieces] = (int) scratch.last[end];
            if (ends != null) {
                ends[pieces] = end;
            }
        }
        return ends == null ? mergeUnknown(ids) : spellUnknown(ids, ends, scratch.normalized);
    }

    private void segment(Scratch scratch) {
        int length = scratch.normalizedLength;
        scratch.needPositions(length + 1);
        byte[] text = scratch.normalized;
        float[] score = scratch.score;
        long[] last = scratch.last;
        Arrays.fill(score, 1, length + 1, Float.NEGATIVE_INFINITY);
        score[0] = 0;
        int start = 0;
        int reached = 0;
        while (start < length) {
            int next = Math.min(start + Utf8.length(text[start]), length);
            if (score[start] < REBASE_BELOW) {
                rebase(score, start, reached);
            }
            float before = score[start];
            long begin = (long) start << Integer.SIZE;
            boolean coversCharacter = false;
            long node = trie.root();
            for (int end = start; end < length; ) {
                node = trie.child(node, text[end++]);
                if (node == 0) {
                    break;
                }
                int id = PieceTrie.id(node);
                if (id >= 0) {
                    float candidate = scores[id] + before;
                    if (candidate > score[end]) {
                        score[end] = candidate;
                        last[end] = begin | id;
                    }
                    reached = Math.max(reached, end);
                    coversCharacter |= end == next;
                }
            }
            if (!coversCharacter) {
                float candidate = unknownScore + before;
                if (candidate > score[next]) {
                    score[next] = candidate;
                    last[next] = begin | Integer.toUnsignedLong(unknownId);
                }
                reached = Math.max(reached, next);
            }
            start = next;
        }
    }

    /** Subtracts the score at {@code start} there and wherever a piece has reached beyond, so that none gets coarse. */
    private static void rebase(float[] score, int start, int reached) {
        float base = score[start];
        for (int end = start; end <= reached; end++) {
            score[end] -= base;
        }
    }

    /** A run of unknown characters is one unknown piece. */
    private int[] mergeUnknown(int[] ids) {
        int kept = 0;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != unknownId || i == 0 || ids[i - 1] != unknownId) {
                kept++;
            }
        }
        if (kept == ids.length) {
            return ids;
        }
        int[] merged = new int[kept];
        int n = 0;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != unknownId || i == 0 || ids[i - 1] != unknownId) {
                merged[n++] = ids[i];
            }
        }
        return merged;
    }

    /** Unknown characters become the ids of their bytes. */
    private int[] spellUnknown(int[] ids, int[] ends, byte[] text) {
        int[] spelled = new int[Utf8.MAX_BYTES * ids.length];
        int n = 0;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != unknownId) {
                spelled[n++] = ids[i];
                continue;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int from = i == 0 ? 0 : ends[i - 1];
            if (spacesEscaped && text[from] == ' ') {
                bytes.writeBytes(Utf8.SPACE_SYMBOL);
            } else {
                bytes.write(text, from, ends[i] - from);
            }
            for (byte b : bytes.toByteArray()) {
                spelled[n++] = byteIds[b & 0xff];
            }
        }
        return Arrays.copyOf(spelled, n);
    }
}
