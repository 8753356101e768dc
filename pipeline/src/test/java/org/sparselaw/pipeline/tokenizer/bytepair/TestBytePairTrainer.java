package org.sparselaw.pipeline.tokenizer.bytepair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.tokenizer.SampleTexts;

class TestBytePairTrainer {
    private static final int BYTES = 258;

    /** The words of Sennrich et al. 2016, algorithm 1. */
    private static final Map<String, Long> PAPER = Map.of("low", 5L, "lower", 2L, "newest", 6L, "widest", 3L);

    private static List<String> merges(byte[] file) {
        BytePairModel model = TokenizerJson.read(file, "trained");
        return model.merges().stream()
                .map(merge ->
                        model.pieces().get(merge.left()) + " " + model.pieces().get(merge.right()))
                .toList();
    }

    /** Without the paper's end of word, and with ties in the order of ids: e before s, d before i before w. */
    @Test
    void mergesThePapersWordsAsByHand() {
        assertThat(merges(BytePairTrainer.train(PAPER, BYTES + 12)))
                .containsExactly(
                        "e s", "es t", "l o", "lo w", "e w", "n ew", "new est", "d est", "i dest", "w idest", "e r",
                        "low er");
    }

    @Test
    void saysHowManyPiecesASmallCorpusYields() {
        assertThatThrownBy(() -> BytePairTrainer.train(PAPER, 300))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "a vocabulary of 300 pieces is too large for the corpus, which yields 270; set pieces to that"
                                + " or less");
    }

    @Test
    void laysIdsOutAsTheLibraryDoesWithThePaddingOfT5() {
        BytePairTokenizer tokenizer = BytePairTokenizer.of(BytePairTrainer.train(PAPER, BYTES + 2), "paper.json");
        assertThat(tokenizer.endOfSequence()).isEqualTo(1);
        assertThat(tokenizer.encode("!<pad>est\u00ad")).containsExactly(2, 0, 259, 2 + 126, 2 + 255);
    }

    @Test
    void countsPairsAsNaivelyAsCanBe() {
        Random random = new Random(5);
        Map<String, Long> words = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            String word = random.ints(1 + random.nextInt(12), 0, 5)
                    .mapToObj(c -> "aabc\u00e9".substring(c, c + 1))
                    .reduce(" ", String::concat);
            words.merge(word, 1L + random.nextInt(9), Long::sum);
        }
        assertThat(merges(BytePairTrainer.train(words, BYTES + 150))).isEqualTo(naive(words, 150));
    }

    /** Counts everything anew for each merge. */
    private static List<String> naive(Map<String, Long> counts, int merges) {
        Map<String, Integer> ids = new HashMap<>();
        ByteAlphabet.characters().forEach(character -> ids.put(character, ids.size()));
        Map<List<String>, Long> words = new HashMap<>();
        counts.forEach((word, count) -> {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            words.put(Arrays.asList(ByteAlphabet.spelled(utf8, 0, utf8.length).split("")), count);
        });
        List<String> found = new ArrayList<>();
        while (ids.size() < 256 + merges) {
            Map<String, Long> pairs = new HashMap<>();
            words.forEach((word, count) -> {
                for (int i = 0; i + 1 < word.size(); i++) {
                    pairs.merge(word.get(i) + " " + word.get(i + 1), count, Long::sum);
                }
            });
            String best = pairs.keySet().stream()
                    .min((a, b) -> {
                        int byCount = Long.compare(pairs.get(b), pairs.get(a));
                        int byLeft = Integer.compare(ids.get(a.split(" ")[0]), ids.get(b.split(" ")[0]));
                        int byRight = Integer.compare(ids.get(a.split(" ")[1]), ids.get(b.split(" ")[1]));
                        return byCount != 0 ? byCount : byLeft != 0 ? byLeft : byRight;
                    })
                    .orElseThrow();
            found.add(best);
            ids.putIfAbsent(best.replace(" ", ""), ids.size());
            Map<List<String>, Long> merged = new HashMap<>();
            words.forEach((word, count) -> merged.put(merge(word, best), count));
            words.clear();
            words.putAll(merged);
        }
        return found;
    }

    private static List<String> merge(List<String> word, String pair) {
        List<String> merged = new ArrayList<>();
        for (int i = 0; i < word.size(); i++) {
            boolean here = i + 1 < word.size() && pair.equals(word.get(i) + " " + word.get(i + 1));
            merged.add(here ? word.get(i) + word.get(++i) : word.get(i));
        }
        return merged;
    }

    @Test
    void loadsInTheHuggingFaceLibraryAndGivesTheSameIds() throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        List<String> texts = new ArrayList<>();
        SampleTexts.documents(400, text -> {
            Pretokens.split(text, word -> counts.merge(word, 1L, Long::sum));
            texts.add(text);
        });
        texts.addAll(SampleTexts.nasty());
        byte[] file = BytePairTrainer.train(counts, 2000);
        BytePairTokenizer tokenizer = BytePairTokenizer.of(file, "trained.json");
        try (HuggingFaceLibrary library = HuggingFaceLibrary.load(file)) {
            for (String text : texts) {
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(library.encode(SampleTexts.wellFormed(text)));
            }
        }
        assertThat(tokenizer.pieces()).isEqualTo(2000);
        assertThat(tokenizer.encode(" the")).hasSize(1);
    }
}
