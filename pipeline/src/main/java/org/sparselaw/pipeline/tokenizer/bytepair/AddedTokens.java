package org.sparselaw.pipeline.tokenizer.bytepair;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sparselaw.pipeline.tokenizer.PieceTrie;

/** Finds added tokens in text: the leftmost first, of those that begin at the same place the longest. */
final class AddedTokens {
    private final PieceTrie trie;
    private final int[] ids;
    private final boolean[] begins = new boolean[256];

    /** @param form what text has gone through when they are looked for */
    AddedTokens(List<AddedToken> tokens, UnaryOperator<String> form) {
        List<byte[]> contents = tokens.stream()
                .map(token -> form.apply(token.content()).getBytes(StandardCharsets.UTF_8))
                .toList();
        trie = PieceTrie.of(contents, content -> content);
        ids = tokens.stream().mapToInt(AddedToken::id).toArray();
        contents.forEach(content -> begins[content[0] & 0xff] = true);
    }

    /** A token in a text: bytes {@code [from, to)}. */
    record Found(int from, int to, int id) {}

    /** The next token in {@code text[from, to)}; null when there is none. */
    Found next(byte[] text, int from, int to) {
        for (int start = from; start < to; start++) {
            if (begins[text[start] & 0xff]) {
                int end = -1;
                int token = -1;
                long node = trie.root();
                for (int i = start; i < to; ) {
                    node = trie.child(node, text[i++]);
                    if (node == 0) {
                        break;
                    }
                    if (PieceTrie.id(node) >= 0) {
                        end = i;
                        token = PieceTrie.id(node);
                    }
                }
                if (token >= 0) {
                    return new Found(start, end, ids[token]);
                }
            }
        }
        return null;
    }
}
