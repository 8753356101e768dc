package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.DataException;

class TestVocabularyTrainer {
    /** Words of random syllables, the earlier the more frequent; a few of rare characters. */
    private static Map<String, Long> corpus() {
        Random random = new Random(11);
        String[] syllables = {"ka", "to", "mi", "ren", "sol", "ba", "du", "ing", "er", "pli"};
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 1; i <= 3000; i++) {
            StringBuilder word = new StringBuilder("\u2581");
            for (int k = random.nextInt(4); k >= 0; k--) {
                word.append(syllables[random.nextInt(syllables.length)]);
            }
            counts.merge(word.toString(), 1 + 20_000L / i, Long::sum);
        }
        counts.put("\u2581\u00e9t\u00e9", 1L);
        return counts;
    }

    @Test
    void writesTheLayoutOfT5() {
        SentencePieceModel model = VocabularyTrainer.train(corpus(), VocabularyConfig.ofPieces(300));
        assertThat(model.pieces()).hasSize(300);
        assertThat(model.pieces().subList(0, 3))
                .containsExactly(
                        new Piece("<pad>", 0, Piece.Type.CONTROL),
                        new Piece("</s>", 0, Piece.Type.CONTROL),
                        new Piece("<unk>", 0, Piece.Type.UNKNOWN));
        assertThat(model.pieces().subList(3, 300))
                .isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()))
                .allMatch(piece -> piece.type() == Piece.Type.NORMAL && piece.score() < 0);
        assertThat(TinyModels.tokenizer(model).endOfSequence()).isEqualTo(1);
    }

    @Test
    void keepsCoveredCharactersAndLeavesRareOnesOut() {
        SentencePieceModel model = VocabularyTrainer.train(corpus(), VocabularyConfig.ofPieces(100));
        Set<String> pieces =
                new HashSet<>(model.pieces().stream().map(Piece::text).toList());
        for (char c : "katomirenslbdugp\u2581".toCharArray()) {
            assertThat(pieces).contains(String.valueOf(c));
        }
        assertThat(pieces).noneMatch(piece -> piece.contains("\u00e9"));
    }

    @Test
    void doesNotDependOnTheOrderOfWords() {
        List<Map.Entry<String, Long>> shuffled = new ArrayList<>(corpus().entrySet());
        Collections.shuffle(shuffled, new Random(1));
        Map<String, Long> other = new LinkedHashMap<>();
        shuffled.forEach(entry -> other.put(entry.getKey(), entry.getValue()));
        VocabularyConfig config = VocabularyConfig.ofPieces(200);
        assertThat(VocabularyTrainer.train(other, config).toBytes())
                .isEqualTo(VocabularyTrainer.train(corpus(), config).toBytes());
    }

    @Test
    void findsTheSyllablesThatWordsAreMadeOf() {
        SentencePieceModel model = VocabularyTrainer.train(corpus(), VocabularyConfig.ofPieces(60));
        assertThat(model.pieces())
                .extracting(Piece::text)
                .contains("ka", "to", "mi", "ren", "sol", "ba", "du", "ing", "er", "pli");
    }

    @Test
    void saysHowManyPiecesASmallCorpusYields() {
        Map<String, Long> small = Map.of("\u2581abab", 5L, "\u2581ba", 3L);
        assertThatThrownBy(() -> VocabularyTrainer.train(small, VocabularyConfig.ofPieces(500)))
                .isInstanceOf(DataException.class)
                .hasMessageMatching("a vocabulary of 500 pieces is too large for the corpus, which yields \\d+; .*");
        assertThatThrownBy(() -> VocabularyTrainer.train(Map.of(), VocabularyConfig.ofPieces(10)))
                .hasMessageContaining("yields 3");
    }

    @Test
    void saysThatTheCharactersDoNotFit() {
        assertThatThrownBy(() -> VocabularyTrainer.train(corpus(), VocabularyConfig.ofPieces(10)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("raise pieces or lower character-coverage");
    }

    @Test
    void findsSubstringsOfOneScriptThatForkOrEndAWord() {
        TrainingWords words = TrainingWords.of(Map.of("\u2581abc", 2L, "\u2581abd1", 3L), 1);
        // "ab" forks into c and d; "abd" ends before a digit, another script, and never forks: "abd1" is not of one
        // script
        assertThat(SeedPieces.find(words, 16, 100))
                .containsExactlyInAnyOrder(
                        new SeedPieces.Seed("\u2581ab", 15),
                        new SeedPieces.Seed("ab", 10),
                        new SeedPieces.Seed("\u2581abc", 8),
                        new SeedPieces.Seed("abc", 6),
                        new SeedPieces.Seed("bc", 4));
    }

    @Test
    void loadsInSentencePieceAndGivesTheSameIds() throws IOException {
        SentencePieceModel model = VocabularyTrainer.train(corpus(), VocabularyConfig.ofPieces(300));
        UnigramTokenizer tokenizer = TinyModels.tokenizer(model);
        try (SentencePieceLibrary sentencePiece = SentencePieceLibrary.load(model.toBytes())) {
            for (String text : List.of(
                    "katomi renso",
                    "  ka\tto\n\nmi\u00a0 ",
                    "\u3000du\u2028ba\u2581ing\u0085",
                    "xyz \u00e9t\u00e9 ka",
                    "",
                    "\n")) {
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(sentencePiece.encode(text));
            }
        }
    }

    @Test
    void splitsWordsAtWhiteSpaceOfAllKinds() {
        List<String> words = new ArrayList<>();
        Words.split("\n one\u3000two\u2581\u00a0thr\ud800ee ", words::add);
        assertThat(words).containsExactly("\u2581one", "\u2581two", "\u2581thr\ufffdee");
    }
}
