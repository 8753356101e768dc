package org.sparselaw.pipeline.tokenizer.bytepair;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sparselaw.storage.Json;

/** Writes the {@code tokenizer.json} that {@link TokenizerJson} and the Hugging Face library read. */
final class TokenizerJsonWriter {
    private TokenizerJsonWriter() {}

    static byte[] write(BytePairModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (AddedToken token : model.addedTokens()) {
            added.addObject()
                    .put("id", token.id())
                    .put("content", token.content())
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", token.normalized())
                    .put("special", token.special());
        }
        if (model.composes()) {
            root.putObject("normalizer").put("type", "NFC");
        } else {
            root.putNull("normalizer");
        }
        byteLevel(root.putObject("pre_tokenizer"));
        root.putNull("post_processor");
        byteLevel(root.putObject("decoder"));
        model(root.putObject("model"), model.pieces(), model.merges());
        return Json.write(root).getBytes(UTF_8);
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static void model(ObjectNode node, List<String> pieces, List<BytePairModel.Merge> merges) {
        node.put("type", "BPE");
        for (String key : List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")) {
            node.putNull(key);
        }
        for (String key : List.of("fuse_unk", "byte_fallback", "ignore_merges")) {
            node.put(key, false);
        }
        ObjectNode vocab = node.putObject("vocab");
        for (int id = 0; id < pieces.size(); id++) {
            vocab.put(pieces.get(id), id);
        }
        ArrayNode list = node.putArray("merges");
        for (BytePairModel.Merge merge : merges) {
            list.add(pieces.get(merge.left()) + " " + pieces.get(merge.right()));
        }
    }
}
