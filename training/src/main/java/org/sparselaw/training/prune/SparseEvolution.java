package org.sparselaw.training.prune;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Sparse evolutionary training, SET (Mocanu et al. 2018): grows weights at random, a fixed share at a time.
 *
 * <p>Deviations: the authors drop the same share of the weights nearest to 0 among the positive and among the negative ones, here
 * among all; they exchange once an epoch and to the end. See also {@link DropAndGrow}.
 *
 * @param interval steps between exchanges
 * @param end the step from which on masks stay
 * @param fraction of the kept weights (.3)
 */
@Variant(key = "kind", value = "set")
public record SparseEvolution(
        @Range("[1, inf)") long interval,
        @Range("[1, inf)") long end,
        @Range("(0, 1)") double fraction) implements PruningMethod, DropAndGrow {
    @Override
    public double share(long step) {
        return fraction;
    }

    @Override
    public boolean needsDenseGradients(long step) {
        return false;
    }
}
