package org.sparselaw.pipeline.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The segmentation as older versions of SentencePiece find it (DJL 0.34 brings one), written naively: a candidate's score is a double, the best so far
 * a float. It says whether ids that differ from those of a library of that age differ by its rounding alone.
 */
final class OlderUnigram {
    private final SentencePieceModel model;
    private final Normalizer normalizer;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, Integer> bytes = new HashMap<>();
    private final int longest;
    private int unknown;
    private float min = Float.MAX_VALUE;
    private float max = Float.MIN_NORMAL;

    OlderUnigram(SentencePieceModel model) {
        this.model = model;
        this.normalizer = new Normalizer(
                model.normalizer(),
                model.trainer().whitespaceAsSuffix(),
                model.pieces().stream()
                        .filter(piece -> piece.type() == Piece.Type.USER_DEFINED)
                        .map(Piece::text)
                        .toList());
        int most = 0;
        for (int id = 0; id < model.pieces().size(); id++) {
            Piece piece = model.pieces().get(id);
            switch (piece.type()) {
                case NORMAL -> {
                    min = Math.min(min, piece.score());
                    max = Math.max(max, piece.score());
                    ids.put(piece.text(), id);
                }
                case USER_DEFINED -> ids.put(piece.text(), id);
                case UNKNOWN -> unknown = id;
                case BYTE -> bytes.put(piece.byteValue(), id);
                default -> {}
            }
            most = Math.max(most, piece.text().length());
        }
        longest = most;
    }

    int[] encode(String input) {
        String text = normalized(input);
        float[] score = new float[text.length() + 1];
        int[] begin = new int[text.length() + 1];
        int[] best = new int[text.length() + 1];
        Arrays.fill(begin, -1);
        for (int start = 0; start < text.length(); ) {
            int next = start + Character.charCount(text.codePointAt(start));
            boolean coversCharacter = false;
            for (int end = start + 1; end <= Math.min(text.length(), start + longest); end++) {
                Integer id = ids.get(text.substring(start, end));
                if (id != null) {
                    double candidate = score(id) + score[start];
                    coversCharacter |= end == next;
                    if (begin[end] < 0 || candidate > score[end]) {
                        score[end] = (float) candidate;
                        begin[end] = start;
                        best[end] = id;
                    }
                }
            }
            if (!coversCharacter) {
                float candidate = min - 10 + score[start];
                if (begin[next] < 0 || candidate > score[next]) {
                    score[next] = candidate;
                    begin[next] = start;
                    best[next] = unknown;
                }
            }
            start = next;
        }
        Deque<Integer> path = new ArrayDeque<>();
        for (int end = text.length(); end > 0; end = begin[end]) {
            if (best[end] != unknown) {
                path.addFirst(best[end]);
            } else if (!bytes.isEmpty()) {
                byte[] utf8 = text.substring(begin[end], end).getBytes(StandardCharsets.UTF_8);
                for (int i = utf8.length - 1; i >= 0; i--) {
                    path.addFirst(bytes.get(utf8[i] & 0xff));
                }
            } else if (path.isEmpty() || path.peekFirst() != unknown) {
                path.addFirst(unknown);
            }
        }
        return path.stream().mapToInt(Integer::intValue).toArray();
    }

    private double score(int id) {
        Piece piece = model.pieces().get(id);
        return piece.type() == Piece.Type.USER_DEFINED
                ? piece.text().getBytes(StandardCharsets.UTF_8).length * max - 0.1
                : piece.score();
    }

    private String normalized(String input) {
        byte[] utf8 = input.getBytes(StandardCharsets.UTF_8);
        Scratch scratch = Scratch.forText(input.length());
        scratch.needText(utf8.length);
        System.arraycopy(utf8, 0, scratch.text, 0, utf8.length);
        normalizer.normalize(scratch, utf8.length);
        String text = new String(scratch.normalized, 0, scratch.normalizedLength, StandardCharsets.UTF_8);
        return model.normalizer().escapeWhitespaces() ? text.replace(' ', '\u2581') : text;
    }
}
