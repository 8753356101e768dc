package org.sparselaw.training.prune;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * RigL (Evci et al. 2020): grows the weights of greatest gradient. The share exchanged falls along a half cosine,
 * fraction / 2 (1 + cos(pi step / end)). Deviations: see {@link DropAndGrow}.
 *
 * @param interval steps between exchanges
 * @param end the step from which on masks stay
 * @param fraction of the kept weights at first (.3)
 */
@Variant(key = "kind", value = "rigl")
public record Rigl(
        @Range("[1, inf)") long interval,
        @Range("[1, inf)") long end,
        @Range("(0, 1)") double fraction) implements PruningMethod, DropAndGrow {
    @Override
    public double share(long step) {
        return fraction / 2 * (1 + StrictMath.cos(Math.PI * step / end));
    }

    @Override
    public boolean needsDenseGradients(long step) {
        return exchanges(step);
    }
}
