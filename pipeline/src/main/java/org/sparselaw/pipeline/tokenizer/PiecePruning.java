package org.sparselaw.pipeline.tokenizer;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Drops the pieces that the corpus' likelihood misses least ({@code Trainer::PruneSentencePieces}). If piece i, which
 * occurs f_i times among F in the best segmentations, goes, its best split a into other pieces takes over:
 * <pre>loss_i = f_i / words (log(f_i / F) - sum_a log((f_a + f_i) / (F + f_i (|a| - 1))))</pre>
 * Pieces whose own best segmentation is a split, or that occur nowhere, go; those that cannot be split stay.
 */
final class PiecePruning {
    private PiecePruning() {}

    /** @param size how many pieces are left, if so many are worth keeping */
    static TrainingModel prune(TrainingModel model, Expectation corpus, int size) {
        double[] frequency = corpus.best(model);
        double all = IntStream.range(0, frequency.length)
                .mapToDouble(id -> frequency[id])
                .sum();
        double words = corpus.words();
        double[] loss = new double[model.size()];
        WordLattice lattice = new WordLattice();
        for (int id = 0; id < loss.length; id++) {
            lattice.fill(model.piece(id), model);
            int[] split = lattice.bestSplit(model);
            loss[id] = loss(model, id, split, frequency, all) / words;
        }
        int[] kept = IntStream.range(0, loss.length)
                .filter(id -> !Double.isNaN(loss[id]))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -loss[id]).thenComparing(id -> id))
                .limit(size)
                .mapToInt(Integer::intValue)
                .toArray();
        return model.only(kept);
    }

    /** Times the number of words; infinite for pieces that must stay, NaN for those that must go. */
    private static double loss(TrainingModel model, int id, int[] split, double[] frequency, double all) {
        double f = frequency[id];
        boolean splittable = split.length > 0 && IntStream.of(split).allMatch(part -> part >= 0);
        double splitScore = IntStream.of(split).mapToDouble(model::score).sum();
        if (f == 0 || (splittable && splitScore > model.score(id))) {
            return Double.NaN;
        }
        if (!splittable) {
            return Double.POSITIVE_INFINITY;
        }
        double allAfter = StrictMath.log(all + f * (split.length - 1));
        double after = IntStream.of(split)
                .mapToDouble(part -> StrictMath.log(frequency[part] + f) - allAfter)
                .sum();
        return f * (StrictMath.log(f) - StrictMath.log(all) - after);
    }
}
