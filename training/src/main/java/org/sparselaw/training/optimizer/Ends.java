package org.sparselaw.training.optimizer;

import org.sparselaw.config.Range;

/**
 * A factor on the learning rate that rises linearly to 1 in the first steps and falls linearly to 0 with the last ones (Zhai et
 * al. 2022, section 3, multiply their inverse square root so).
 *
 * @param warmUp steps until the factor is 1
 * @param coolDown steps from 1 to the end
 * @param steps of the run
 */
public record Ends(
        @Range("[0, inf)") long warmUp,
        @Range("[0, inf)") long coolDown,
        @Range("[1, inf)") long steps) {
    /** In a step, from 0: min(1, (step + 1) / warmUp) min(1, (steps - step) / coolDown). */
    public double at(long step) {
        double rise = warmUp == 0 ? 1 : Math.min(1, (step + 1.0) / warmUp);
        double fall = coolDown == 0 ? 1 : Math.min(1, (double) (steps - step) / coolDown);
        return rise * fall;
    }
}
