package org.sparselaw.pipeline.tokenizer.bytepair;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sparselaw.pipeline.tokenizer.Utf8;

/**
 * Text to ids as the reference goes: added tokens that are not normalised are found first; what lies between them is normalised and
 * searched for those that are; what lies between these is cut into words, and the bytes of each word are merged.
 */
final class BytePairEncoder {
    /** A longer text gets buffers of its own, so that one giant does not stay in memory. */
    private static final int MAX_KEPT_CHARS = 1 << 20;

    private final boolean composes;
    private final AddedTokens verbatim;
    private final AddedTokens normalized;
    private final Merges merges;
    private final int[] byteIds = new int[256];
    private final Queue<Work> idle = new ConcurrentLinkedQueue<>();

    BytePairEncoder(BytePairModel model) {
        composes = model.composes();
        verbatim = new AddedTokens(tokens(model, false), content -> content);
        normalized = new AddedTokens(tokens(model, true), content -> composes ? Composition.compose(content) : content);
        merges = new Merges(model.merges());
        for (int value = 0; value < byteIds.length; value++) {
            byteIds[value] = model.pieces().indexOf(ByteAlphabet.spelled(value));
        }
    }

    private static List<AddedToken> tokens(BytePairModel model, boolean normalized) {
        return model.addedTokens().stream()
                .filter(token -> token.normalized() == normalized)
                .toList();
    }

    int[] encode(String text) {
        Work found = idle.poll();
        Work work = found == null ? new Work() : found;
        int[] ids = work.encode(text);
        idle.add(work);
        return ids;
    }

    /** What one thread at a time works with, used again from text to text. */
    private final class Work {
        private final WordCache words = new WordCache(new WordMerging(merges, byteIds));
        private final Ids ids = new Ids();
        private byte[] kept = new byte[1 << 12];

        int[] encode(String text) {
            ids.clear();
            byte[] utf8 = buffer(Utf8.MAX_BYTES_PER_CHAR * (long) text.length());
            int length = Utf8.encode(text, utf8);
            boolean compose = composes && !Composition.isComposed(text);
            int from = 0;
            for (AddedTokens.Found token; (token = verbatim.next(utf8, from, length)) != null; from = token.to()) {
                part(utf8, from, token.from(), compose);
                add(token.id());
            }
            part(utf8, from, length, compose);
            return ids.toArray();
        }

        private byte[] buffer(long bytes) {
            int size = Math.toIntExact(bytes + WordCache.SLACK);
            if (size > Utf8.MAX_BYTES_PER_CHAR * MAX_KEPT_CHARS) {
                return new byte[size];
            }
            if (kept.length < size) {
                kept = new byte[Math.max(size, 2 * kept.length)];
            }
            return kept;
        }

        private void part(byte[] utf8, int from, int to, boolean compose) {
            if (compose) {
                String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
                byte[] composed = Composition.compose(text).getBytes(StandardCharsets.UTF_8);
                part(Arrays.copyOf(composed, composed.length + WordCache.SLACK), 0, composed.length);
            } else {
                part(utf8, from, to);
            }
        }

        private void part(byte[] utf8, int begin, int end) {
            int from = begin;
            for (AddedTokens.Found token; (token = normalized.next(utf8, from, end)) != null; from = token.to()) {
                words(utf8, from, token.from());
                add(token.id());
            }
            words(utf8, from, end);
        }

        private void words(byte[] utf8, int begin, int end) {
            for (int from = begin; from < end; ) {
                int to = Pretokens.end(utf8, from, end);
                words.append(utf8, from, to, ids);
                from = to;
            }
        }

        private void add(int id) {
            ids.need(1);
            ids.add(id);
        }
    }
}
