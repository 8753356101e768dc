package org.sparselaw.training.sweep;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.ExampleShape;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.model.ModelOptions;
import org.sparselaw.training.model.ModelSizes;
import org.sparselaw.training.model.Pooling;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;
import org.sparselaw.training.prune.Pruning;

/**
 * How models of a grid differ in size: by width, with the number of layers fixed. The grid is that of Frantar et al.
 * 2023, section 3:
 * for each non-zero count a dense model, and wider ones that are pruned to the same count.
 *
 * <p>The paper multiplies width, heads and MLP by one scale. Here the width is a whole number of heads, and the MLP, in
 * steps of 8, makes up the difference, so that runs meant to have the same number of non-zeros have it within a few
 * percent; the exact count is in the run table.
 *
 * @param family {@code t5}, {@code decoder} or {@code vit}
 * @param logits of text models: {@code untied} or {@code tied}; without it what the family has: T5 untied, decoder tied
 * @param activation of text models: {@code gated-gelu}, or {@code relu} for the first T5
 * @param patch of vision transformers: side of the squares that images are cut into, in pixels
 * @param pooling of vision transformers: {@code mean} or {@code class-token}
 * @param layers of each stack
 * @param headSize width of a head; the model's width is heads * headSize
 * @param mlpRatio wanted MLP width over model width
 */
public record WidthRule(
        @Default("t5") Family family,
        Optional<Logits> logits,
        @Default("gated-gelu") Activation activation,
        @Default("4") @Range("[1, inf)") int patch,
        @Default("mean") Pooling pooling,
        @Default("2") @Range("[1, inf)") int layers,
        @Default("16") @Range("[1, inf)") int headSize,
        @Default("2.6667") @Range("(0, inf)") double mlpRatio) {
    private static final int MLP_STEP = 8;
    private static final int MOST_HEADS = 1024;

    /**
     * The model which, pruned, has as nearly as possible a number of non-zero parameters without embeddings.
     *
     * @param pruning of which only the end counts
     * @param shape of the examples; plays no part in the number
     * @throws IllegalArgumentException when no geometry of this rule comes within 20 % of it
     */
    public Architecture model(long nonZeros, Pruning pruning, ExampleShape shape) {
        Architecture best = null;
        double bestRatio = Double.POSITIVE_INFINITY;
        for (int heads = 1; heads <= MOST_HEADS; heads++) {
            Architecture least = geometry(shape, heads, MLP_STEP);
            if (count(least, pruning) > 1.2 * nonZeros) {
                break;
            }
            Architecture closest = closest(nonZeros, pruning, shape, heads);
            double ratio = Math.abs(Math.log(closest.mlp() / (mlpRatio * closest.width())));
            if (error(closest, pruning, nonZeros) <= 0.2 && ratio < bestRatio) {
                best = closest;
                bestRatio = ratio;
            }
        }
        if (best == null) {
            Architecture smallest = geometry(shape, 1, MLP_STEP);
            throw new IllegalArgumentException("non-zeros " + nonZeros + " at sparsity " + pruning.sparsity()
                    + " cannot be met with " + layers + " layers and head-size " + headSize
                    + "; the smallest such model has " + count(smallest, pruning));
        }
        return best;
    }

    /** Examples of the kind that the family reads, as small as can be: enough to reckon N before there is a shard set. */
    ExampleShape anyShape() {
        return family.readsImages()
                ? new ExampleShape.Pictures(patch, patch, 2, LabelKind.SINGLE)
                : new ExampleShape.Tokens(1024);
    }

    /** The count is linear in the MLP width but for rounding, so the best step is next to the solution of the line. */
    private Architecture closest(long nonZeros, Pruning pruning, ExampleShape shape, int heads) {
        long low = count(geometry(shape, heads, MLP_STEP), pruning);
        long perStep = count(geometry(shape, heads, 2 * MLP_STEP), pruning) - low;
        long steps = Math.max(1, Math.round(1 + (double) (nonZeros - low) / perStep));
        return geometry(shape, heads, Math.toIntExact(steps * MLP_STEP));
    }

    private Architecture geometry(ExampleShape shape, int heads, int mlp) {
        return family.architecture(
                new ModelSizes(heads, headSize, layers, mlp),
                new ModelOptions(logits, activation, patch, pooling),
                shape);
    }

    private static double error(Architecture model, Pruning pruning, long nonZeros) {
        return Math.abs((double) count(model, pruning) / nonZeros - 1);
    }

    private static long count(Architecture model, Pruning pruning) {
        return pruning.finalNonZeros(model.tensors()).withoutEmbeddings();
    }
}
