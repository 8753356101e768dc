package org.sparselaw.training.prune;

import org.sparselaw.config.Variant;

/**
 * Weights that are not kept are exactly 0 after every optimiser step (Zhu and Gupta 2017): while the sparsity does not fall they
 * lose to every kept weight that is not itself 0, and stay pruned. Their gradients are computed here, but a device that skips
 * zeros could do without.
 */
@Variant(key = "kind", value = "magnitude")
public record Magnitude() implements PruningMethod {
    @Override
    public boolean needsDenseGradients(long step) {
        return false;
    }
}
