package org.sparselaw.pipeline.tokenizer.bytepair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.tokenizer.SharedData;

/** Merges worked out by hand. Ids of merged pieces begin at 257. */
class TestBytePairTokenizer {
    private static final int A = ByteAlphabet.characters().indexOf("a") + 1;
    private static final int B = A + 1;

    @Test
    void mergesTheEarliestPairFirstAndFromTheLeft() {
        BytePairTokenizer tokenizer = TinyTokenizers.tokenizer("b a", "a a", "ba a");
        assertThat(tokenizer.encode("aaa")).containsExactly(258, A);
        assertThat(tokenizer.encode("baa")).containsExactly(259);
        assertThat(tokenizer.encode("abab")).containsExactly(A, 257, B);
        assertThat(tokenizer.encode("")).isEmpty();
    }

    @Test
    void mergesWithinWordsOnly() {
        BytePairTokenizer tokenizer = TinyTokenizers.tokenizer("a \u0120", "\u0120 a", "a '", "' s", "a 1");
        int space = ByteAlphabet.characters().indexOf("\u0120") + 1;
        int one = ByteAlphabet.characters().indexOf("1") + 1;
        assertThat(tokenizer.encode("a a  a")).containsExactly(A, 258, space, 258);
        assertThat(tokenizer.encode("a's")).containsExactly(A, 260);
        assertThat(tokenizer.encode("a1")).containsExactly(A, one);
    }

    @Test
    void mergesALongWordAsTheDefinitionSays() {
        String[] merges = {"a a", "b a", "aa b", "a b", "aab ba", "aa aa", "aab aa"};
        BytePairTokenizer tokenizer = TinyTokenizers.tokenizer(merges);
        Random random = new Random(3);
        for (int length : new int[] {1, 2, 15, 16, 17, 500, 3000}) {
            String word =
                    random.ints(length, 0, 2).mapToObj(i -> i == 0 ? "a" : "b").reduce("", String::concat);
            int[] expected = naive(word, merges);
            assertThat(tokenizer.encode(word)).as(word).isEqualTo(expected);
            assertThat(tokenizer.encode(word)).as(word + ", met before").isEqualTo(expected);
        }
    }

    /** Again and again the first of the pairs of least rank. */
    private static int[] naive(String word, String... merges) {
        List<String> pieces = new ArrayList<>(Arrays.asList(word.split("")));
        while (true) {
            int best = -1;
            int rank = merges.length;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                int found = Arrays.asList(merges).indexOf(pieces.get(i) + " " + pieces.get(i + 1));
                if (found >= 0 && found < rank) {
                    best = i;
                    rank = found;
                }
            }
            if (best < 0) {
                break;
            }
            pieces.set(best, pieces.get(best) + pieces.remove(best + 1));
        }
        return pieces.stream()
                .mapToInt(piece -> piece.equals("a")
                        ? A
                        : piece.equals("b") ? B : 257 + Arrays.asList(merges).indexOf(split(piece, merges)))
                .toArray();
    }

    private static String split(String piece, String... merges) {
        return Arrays.stream(merges)
                .filter(merge -> merge.replace(" ", "").equals(piece))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesAWordOfTwoMillionLettersInItsStride() {
        BytePairTokenizer tokenizer = TinyTokenizers.tokenizer("a a", "aa aa", "aaaa aaaa");
        int[] ids = tokenizer.encode("a".repeat(2_000_003));
        assertThat(ids).hasSize(250_002).startsWith(259, 259).endsWith(259, 257, A);
    }

    @Test
    void findsAddedTokensLongestFirstBeforeAndAfterNormalisation() {
        ObjectNode json = TinyTokenizers.json("a a");
        json.putObject("normalizer").put("type", "NFC");
        json.withArray("added_tokens")
                .add(TinyTokenizers.addedToken(258, "<x>"))
                .add(TinyTokenizers.addedToken(259, "<x>a"))
                .add(TinyTokenizers.addedToken(260, "e\u0301").put("normalized", true))
                .add(TinyTokenizers.addedToken(261, "e\u0300"));
        BytePairTokenizer tokenizer = BytePairTokenizer.of(TinyTokenizers.bytes(json), "added.json");
        assertThat(tokenizer.encode("a<x>aa<x>")).containsExactly(A, 259, A, 258);
        assertThat(tokenizer.encode("\u00e9ae\u0301")).containsExactly(260, A, 260);
        assertThat(tokenizer.encode("e\u0300\u00e8")).startsWith(261).hasSize(3);
        assertThat(tokenizer.decode(tokenizer.encode("e\u0301<x>a \ud83d\ude00")))
                .isEqualTo("e\u0301<x>a \ud83d\ude00");
    }

    @Test
    void givesTheIdsOfTheTransformersReference() throws IOException {
        JsonNode gold = new ObjectMapper()
                .readTree(SharedData.path("tokenizers/gpt2/gold_gpt2_encoded_tokens.json")
                        .toFile());
        BytePairTokenizer tokenizer =
                BytePairTokenizer.of(Files.readAllBytes(SharedData.path("tokenizers/gpt2/tokenizer.json")), "gpt2");
        int[] ids = IntStream.range(0, gold.get("token_ids").size())
                .map(i -> gold.get("token_ids").get(i).intValue())
                .toArray();
        assertThat(tokenizer.encode(gold.get("text").textValue())).isEqualTo(ids);
        assertThat(tokenizer.decode(ids)).isEqualTo(gold.get("decoded_text").textValue());
        assertThat(tokenizer.pieces()).isEqualTo(50257);
        assertThat(tokenizer.endOfSequence()).isEqualTo(50256);
    }

    @Test
    void saysWhichEndIsMissingOnlyWhenItIsAskedFor() {
        ObjectNode json = TinyTokenizers.json();
        ((ObjectNode) json.at("/added_tokens/0")).put("special", false);
        BytePairTokenizer tokenizer = BytePairTokenizer.of(TinyTokenizers.bytes(json), "no-end.json");
        assertThat(tokenizer.encode("a")).containsExactly(A);
        assertThatThrownBy(tokenizer::endOfSequence)
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "no-end.json: added_tokens must have a special token to end sequences with, <|endoftext|> or </s>");
    }

    @Test
    void comesBackFromSerialisationAsTheTokenizerThisJvmHas() throws IOException, ClassNotFoundException {
        BytePairTokenizer tokenizer = TinyTokenizers.tokenizer("a b");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(tokenizer);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isSameAs(tokenizer);
        }
    }

    @Test
    void encodesOnSeveralThreadsAtOnce() {
        BytePairTokenizer tokenizer = TinyTokenizers.tokenizer("a b", "ab ab", "b b");
        List<String> texts = IntStream.range(0, 4000)
                .mapToObj(i -> "ab ".repeat(i % 97) + "x" + "ba".repeat(i % 31))
                .toList();
        List<int[]> one = texts.stream().map(tokenizer::encode).toList();
        List<int[]> several = texts.parallelStream().map(tokenizer::encode).toList();
        assertThat(several.toArray()).isEqualTo(one.toArray());
    }
}
