package org.sparselaw.pipeline.tokenizer.bytepair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.job.DataException;

class TestTokenizerJson {
    @Test
    void readsMergesOfBothForms() {
        ObjectNode json = TinyTokenizers.json("a b", "ab c");
        json.withObject("model").putArray("merges").addArray().add("a").add("b");
        json.withObject("model").withArray("merges").add("ab c");
        assertThat(TokenizerJson.read(TinyTokenizers.bytes(json), "x"))
                .isEqualTo(TokenizerJson.read(TinyTokenizers.file("a b", "ab c"), "y"));
    }

    @Test
    void takesWhatOldFilesLeaveOutForWhatItMeant() {
        ObjectNode json = TinyTokenizers.json("a b");
        json.withObject("model").remove("type");
        json.withObject("pre_tokenizer").remove("use_regex");
        json.remove("normalizer");
        assertThat(TokenizerJson.read(TinyTokenizers.bytes(json), "x"))
                .isEqualTo(TokenizerJson.read(TinyTokenizers.file("a b"), "y"));
    }

    /** What would change ids and is not supported, or is wrong: the key, the value in its place, and the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/model/type                     | \"WordPiece\" | model.type is WordPiece (must be null or left out or BPE)",
                "/model/dropout                  | 0.1 | model.dropout is 0.1 (must be null or left out or 0.0 or 0)",
                "/model/byte_fallback            | true | model.byte_fallback is true (must be null or left out or false)",
                "/model/ignore_merges            | true | model.ignore_merges is true (must be null or left out or false)",
                "/model/end_of_word_suffix       | \"</w>\" | model.end_of_word_suffix is </w> (must be null or left out)",
                "/model/continuing_subword_prefix| \"##\" | model.continuing_subword_prefix is ## (must be null or left out)",
                "/normalizer                     | {\"type\":\"NFKC\"} | normalizer.type is NFKC (must be null or left out or NFC)",
                "/pre_tokenizer                  | null | pre_tokenizer.type is missing (must be ByteLevel)",
                "/pre_tokenizer/type             | \"Split\" | pre_tokenizer.type is Split (must be ByteLevel)",
                "/pre_tokenizer/add_prefix_space | true | pre_tokenizer.add_prefix_space is true (must be false)",
                "/pre_tokenizer/use_regex        | false | pre_tokenizer.use_regex is false (must be null or left out or true)",
                "/model/vocab                    | 7 | model.vocab is NUMBER (must be an object of pieces and their ids)",
                "/model/merges                   | null | model.merges is NULL (must be a list of pairs of pieces)",
                "/model/merges/0                 | \"a\" | model.merges[0] is \"a\" (must be two pieces, as \"a b\" or [\"a\", \"b\"])",
                "/model/merges/0                 | [\"a\",\"b\",\"\"] | model.merges[0] is [\"a\",\"b\",\"\"] (must be two pieces, as \"a b\" or [\"a\", \"b\"])",
                "/model/merges/0                 | \"a xy\" | model.merges[0] is \"a xy\" ('xy' must be a piece of model.vocab)",
                "/model/vocab/ab                 | 256 | model.vocab has the id 256",
                "/model/vocab/ab                 | 258 | model.vocab has the id 258 for 'ab' (258 pieces, added ones among them, must have the ids 0 to 257, each once)",
                "/model/vocab/ab                 | -1 | model.vocab is -1 for 'ab' (must be a whole number in [0, 2097151))",
                "/model/vocab/ab                 | \"7\" | model.vocab is \"7\" for 'ab' (must be a whole number in [0, 2097151))",
                "/added_tokens/0/id              | 5 | added_tokens[0].id is 5 for '<|endoftext|>' (must be 0 as in the vocabulary)",
                "/added_tokens/0/content         | \"\" | added_tokens[0].content is \"\" (must be a text)",
                "/added_tokens/0/lstrip          | true | added_tokens[0].lstrip is true for '<|endoftext|>' (must be false)",
            })
    void refuses(String pointer, String value, String message) throws Exception {
        ObjectNode json = TinyTokenizers.json("a b");
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = json.at(pointer.substring(0, slash));
        JsonNode replacement = new ObjectMapper().readTree(value);
        if (parent instanceof ObjectNode object) {
            object.set(pointer.substring(slash + 1), replacement);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(pointer.substring(slash + 1)), replacement);
        }
        assertThatThrownBy(() -> BytePairTokenizer.of(TinyTokenizers.bytes(json), "x.json"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("x.json: " + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAVocabularyThatCannotSpellAByte() {
        ObjectNode json = TinyTokenizers.json();
        json.withObject("model").withObject("vocab").remove("\u0143"); // the last of the alphabet: byte 0xad
        assertThatThrownBy(() -> TokenizerJson.read(TinyTokenizers.bytes(json), "x.json"))
                .isInstanceOf(DataException.class)
                .hasMessage("x.json: model.vocab lacks '\u0143' (must spell every byte that occurs in UTF-8)");
    }

    @Test
    void saysThatAFileIsNoJson() {
        assertThatThrownBy(() -> TokenizerJson.read("{\"model\": ".getBytes(StandardCharsets.UTF_8), "x.json"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("x.json: not the JSON of a ")
                .hasMessageNotContaining("\n");
    }
}
