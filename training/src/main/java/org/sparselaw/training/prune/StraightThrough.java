package org.sparselaw.training.prune;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * The model computes with masked weights, and the gradients with respect to those train dense weights from which the masks come
 * (straight-through estimator: Bengio et al. 2013); a pruned weight may return. With n:m masks and a {@code decay} this is
 * SR-STE (Zhou et al. 2021, equation 9).
 *
 * <p>Deviations: Zhou et al. recompute masks in every step, here every {@code interval} steps; their decay is added to the
 * gradients, here pruned weights shrink apart from them, as AdamW does it: with plain gradient descent at rate r a decay of
 * r lambda is theirs, with AdaFactor and Adam theirs would be divided away.
 *
 * @param interval steps between masks, counted from step 0
 * @param decay the share by which dense weights that are not kept shrink in a step; 0 for plain straight-through
 */
@Variant(key = "kind", value = "straight-through")
public record StraightThrough(
        @Range("[1, inf)") long interval, @Range("[0, 1]") double decay) implements PruningMethod {
    @Override
    public boolean needsDenseGradients(long step) {
        return true;
    }
}
