package org.sparselaw.pipeline.tokenizer.bytepair;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small {@code tokenizer.json} files: {@code <|endoftext|>} is 0, the bytes' characters follow, then what is merged. */
public final class TinyTokenizers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TinyTokenizers() {}

    /** @param merges pairs of pieces, as {@code "a b"} */
    public static byte[] file(String... merges) {
        return bytes(json(merges));
    }

    static ObjectNode json(String... merges) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode added = root.putArray("added_tokens");
        added.add(addedToken(0, "<|endoftext|>").put("special", true));
        root.putNull("normalizer");
        root.putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("use_regex", true);
        ObjectNode model = root.putObject("model").put("type", "BPE");
        ObjectNode vocab = model.putObject("vocab");
        vocab.put("<|endoftext|>", 0);
        ByteAlphabet.characters().forEach(character -> vocab.put(character, vocab.size()));
        for (String merge : merges) {
            String product = merge.replace(" ", "");
            if (!vocab.has(product)) {
                vocab.put(product, vocab.size());
            }
        }
        ArrayNode list = model.putArray("merges");
        List.of(merges).forEach(list::add);
        return root;
    }

    static ObjectNode addedToken(int id, String content) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", false);
    }

    static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    static BytePairTokenizer tokenizer(String... merges) {
        return BytePairTokenizer.of(file(merges), "tiny.json");
    }
}
