package org.sparselaw.pipeline.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sparselaw.job.DataException;

/**
 * Trains a unigram vocabulary (Kudo 2018, arXiv 1804.10959) as SentencePiece's trainer does: candidates from frequent
 * substrings, then rounds of two steps of expectation maximisation and one of pruning to three quarters, down to 1.1 times
 * the size, of which the most probable pieces are kept, every covered character among them.
 *
 * <p>Deviations: sums are doubles; {@link SeedPieces} and {@link TrainingWords} name theirs. The result is a function of
 * the counts and the configuration alone.
 */
public final class VocabularyTrainer {
    private static final double SHRINKING_FACTOR = 0.75;
    private static final int STEPS_PER_ROUND = 2;
    private static final double SURPLUS = 1.1;

    /** Between the scores of characters that training dropped and that are put back, so that none are equal. */
    private static final double MIN_SCORE_STEP = 1e-4;

    /** T5's layout: padding 0, end of sequence 1, unknown 2. */
    private static final List<Piece> RESERVED = List.of(
            new Piece("<pad>", 0, Piece.Type.CONTROL),
            new Piece("</s>", 0, Piece.Type.CONTROL),
            new Piece("<unk>", 0, Piece.Type.UNKNOWN));

    private VocabularyTrainer() {}

    /**
     * @param wordCounts how often each word occurs; words as {@link Words} gives them, with U+2581 in front
     * @throws DataException when the corpus does not have enough distinct substrings, or has too many characters, for
     *     the size
     */
    public static SentencePieceModel train(Map<String, Long> wordCounts, VocabularyConfig config) {
        TrainingWords words = TrainingWords.of(wordCounts, config.characterCoverage());
        int wanted = config.pieces() - RESERVED.size();
        if (words.characters().size() > wanted) {
            throw new DataException("a vocabulary of " + config.pieces() + " pieces cannot hold the corpus' "
                    + words.characters().size() + " characters and " + RESERVED.size()
                    + " reserved pieces; raise pieces or lower character-coverage (now " + config.characterCoverage()
                    + ")");
        }
        List<Piece> pieces = new ArrayList<>(RESERVED);
        if (!words.words().isEmpty()) {
            pieces.addAll(finalPieces(trained(words, config), words, wanted));
        }
        if (pieces.size() < config.pieces()) {
            throw new DataException(
                    "a vocabulary of " + config.pieces() + " pieces is too large for the corpus, which yields "
                            + pieces.size() + "; set pieces to that or less");
        }
        TrainerSpec d = TrainerSpec.DEFAULT;
        TrainerSpec trainer = new TrainerSpec(
                d.modelType(), pieces.size(), 2, -1, 1, 0, false, false, d.endPiece(), d.unknownSurface());
        return new SentencePieceModel(pieces, trainer, Words.NORMALIZER);
    }

    private static TrainingModel trained(TrainingWords words, VocabularyConfig config) {
        Expectation corpus = new Expectation(words);
        TrainingModel model = seeds(words, config);
        int target = (int) (config.pieces() * SURPLUS);
        while (true) {
            for (int step = 0; step < STEPS_PER_ROUND; step++) {
                model = Maximization.next(model, corpus.expected(model));
            }
            if (model.size() <= target) {
                return model;
            }
            model = PiecePruning.prune(model, corpus, Math.max(target, (int) (SHRINKING_FACTOR * model.size())));
        }
    }

    private static TrainingModel seeds(TrainingWords words, VocabularyConfig config) {
        TreeMap<byte[], Long> weights = new TreeMap<>(Arrays::compareUnsigned);
        words.characters().forEach((point, count) -> weights.put(utf8(Character.toString(point)), count));
        for (SeedPieces.Seed seed : SeedPieces.find(words, config.maxPieceLength(), config.seedPieces())) {
            weights.put(utf8(seed.text()), seed.weight());
        }
        double all = StrictMath.log(
                weights.values().stream().mapToDouble(Long::doubleValue).sum());
        return new TrainingModel(
                weights.keySet().toArray(new byte[0][]),
                weights.values().stream()
                        .mapToDouble(weight -> StrictMath.log(weight) - all)
                        .toArray());
    }

    /** Every covered character and the most probable other pieces, the most probable first. */
    private static List<Piece> finalPieces(TrainingModel model, TrainingWords words, int wanted) {
        Map<String, Double> scores = new HashMap<>();
        double penalty = 0;
        for (int point : words.characters().keySet()) {
            String character = Character.toString(point);
            double score = model.score(utf8(character));
            if (Double.isNaN(score)) {
                score = model.minScore() + penalty;
                penalty += MIN_SCORE_STEP;
            }
            scores.put(character, score);
        }
        List<Piece> byScore = new ArrayList<>();
        for (int id = 0; id < model.size(); id++) {
            byScore.add(piece(new String(model.piece(id), StandardCharsets.UTF_8), model.score(id)));
        }
        Comparator<Piece> order =
                Comparator.comparingDouble((Piece piece) -> -piece.score()).thenComparing(Piece::text);
        byScore.sort(order);
        for (Piece piece : byScore) {
            if (scores.size() == wanted) {
                break;
            }
            scores.putIfAbsent(piece.text(), (double) piece.score());
        }
        List<Piece> result = new ArrayList<>();
        scores.forEach((text, score) -> result.add(piece(text, score)));
        result.sort(order);
        return result;
    }

    private static Piece piece(String text, double score) {
        return new Piece(text, (float) score, Piece.Type.NORMAL);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
