package org.sparselaw.pipeline.tokenizer.bytepair;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;

/**
 * Reads a {@code tokenizer.json} of the GPT-2 family: byte-level pre-tokenizer with GPT-2's pattern, no normaliser or NFC, byte-pair
 * merges, added tokens. What would change ids and is not supported is refused.
 */
final class TokenizerJson {
    private final String source;
    private final JsonNode root;
    private final Map<String, Integer> ids = new HashMap<>();

    private TokenizerJson(String source, JsonNode root) {
        this.source = source;
        this.root = root;
    }

    /** @throws DataException naming the key that is missing, wrong or not supported */
    static BytePairModel read(byte[] file, String source) {
        JsonNode root = Json.read(JsonNode.class, source, new String(file, StandardCharsets.UTF_8));
        return new TokenizerJson(source, root).model();
    }

    private BytePairModel model() {
        requireOneOf("model.type", "", "BPE");
        requireOneOf("model.dropout", "", "0.0", "0");
        for (String key : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
            requireOneOf("model." + key, "");
        }
        for (String key : List.of("byte_fallback", "ignore_merges")) {
            requireOneOf("model." + key, "", "false");
        }
        requireOneOf("normalizer.type", "", "NFC");
        requireOneOf("pre_tokenizer.type", "ByteLevel");
        requireOneOf("pre_tokenizer.add_prefix_space", "false");
        requireOneOf("pre_tokenizer.use_regex", "", "true");
        for (Map.Entry<String, JsonNode> piece : required(
                        "model.vocab", JsonNode::isObject, "an object of pieces and their ids")
                .properties()) {
            ids.put(piece.getKey(), id("model.vocab", piece.getKey(), piece.getValue()));
        }
        List<AddedToken> addedTokens = addedTokens();
        List<String> pieces = pieces();
        for (String character : ByteAlphabet.charactersOfUtf8()) {
            if (!ids.containsKey(character)) {
                throw wrong("model.vocab", "lacks '" + character + "'", "must spell every byte that occurs in UTF-8");
            }
        }
        return new BytePairModel(
                pieces, merges(), addedTokens, !text("normalizer.type").isEmpty());
    }

    private List<AddedToken> addedTokens() {
        List<AddedToken> tokens = new ArrayList<>();
        for (JsonNode token : root.path("added_tokens")) {
            String key = "added_tokens[" + tokens.size() + "]";
            String content = token.path("content").asText();
            if (content.isEmpty()) {
                throw wrong(key + ".content", "is " + token.path("content"), "must be a text");
            }
            for (String flag : List.of("single_word", "lstrip", "rstrip")) {
                if (token.path(flag).asBoolean()) {
                    throw wrong(key + "." + flag, "is true for '" + content + "'", "must be false");
                }
            }
            int id = id(key + ".id", content, token.path("id"));
            Integer known = ids.put(content, id);
            if (known != null && known != id) {
                throw wrong(
                        key + ".id",
                        "is " + id + " for '" + content + "'",
                        "must be " + known + " as in the vocabulary");
            }
            tokens.add(new AddedToken(
                    content,
                    id,
                    token.path("special").asBoolean(),
                    token.path("normalized").asBoolean(true)));
        }
        return tokens;
    }

    /** All pieces by their ids. */
    private List<String> pieces() {
        String[] pieces = new String[ids.size()];
        ids.forEach((piece, id) -> {
            if (id >= pieces.length || pieces[id] != null) {
                throw wrong(
                        "model.vocab",
                        "has the id " + id + " for '" + piece + "'",
                        "%d pieces, added ones among them, must have the ids 0 to %d, each once"
                                .formatted(pieces.length, pieces.length - 1));
            }
            pieces[id] = piece;
        });
        return Arrays.asList(pieces);
    }

    private List<BytePairModel.Merge> merges() {
        List<BytePairModel.Merge> merges = new ArrayList<>();
        for (JsonNode merge : required("model.merges", JsonNode::isArray, "a list of pairs of pieces")) {
            String key = "model.merges[" + merges.size() + "]";
            List<String> pair = pair(merge);
            if (pair.size() != 2) {
                throw wrong(key, "is " + merge, "must be two pieces, as \"a b\" or [\"a\", \"b\"]");
            }
            String product = pair.get(0) + pair.get(1);
            for (String piece : List.of(pair.get(0), pair.get(1), product)) {
                if (!ids.containsKey(piece)) {
                    throw wrong(key, "is " + merge, "'" + piece + "' must be a piece of model.vocab");
                }
            }
            merges.add(new BytePairModel.Merge(ids.get(pair.get(0)), ids.get(pair.get(1)), ids.get(product)));
        }
        return merges;
    }

    private static List<String> pair(JsonNode merge) {
        if (merge.isTextual()) {
            return List.of(merge.textValue().split(" ", -1));
        }
        List<String> pair = new ArrayList<>();
        merge.forEach(piece -> pair.add(piece.asText()));
        return pair;
    }

    private int id(String key, String piece, JsonNode value) {
        if (!value.isInt() || value.intValue() < 0 || value.intValue() >= WordCache.MAX_IDS) {
            throw wrong(
                    key,
                    "is " + value + " for '" + piece + "'",
                    "must be a whole number in [0, %d)".formatted(WordCache.MAX_IDS));
        }
        return value.intValue();
    }

    /** @param allowed texts of the value; empty for a key that is missing, null or an empty text */
    private void requireOneOf(String key, String... allowed) {
        String found = text(key);
        if (!Set.of(allowed).contains(found)) {
            List<String> right = Arrays.stream(allowed)
                    .map(value -> value.isEmpty() ? "null or left out" : value)
                    .toList();
            throw wrong(key, "is " + (found.isEmpty() ? "missing" : found), "must be " + String.join(" or ", right));
        }
    }

    private JsonNode required(String key, Predicate<JsonNode> kind, String right) {
        JsonNode value = at(key);
        if (!kind.test(value)) {
            throw wrong(key, value.isMissingNode() ? "is missing" : "is " + value.getNodeType(), "must be " + right);
        }
        return value;
    }

    private String text(String key) {
        JsonNode value = at(key);
        return value.isNull() || value.isMissingNode() ? "" : value.asText(value.toString());
    }

    private JsonNode at(String key) {
        return root.at("/" + key.replace('.', '/'));
    }

    private DataException wrong(String key, String found, String right) {
        return new DataException("%s: %s %s (%s)".formatted(source, key, found, right));
    }
}
