package org.sparselaw.analysis.fit;

import java.io.Serializable;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * What a fit minimises: the mean Huber loss of the residuals.
 *
 * @param residual {@code log} or {@code plain}
 * @param delta where the Huber loss turns from quadratic to linear, in units of the residual
 */
public record FitObjective(
        @Default("log") Residual residual,
        @Default("0.001") @Range("(0, inf)") double delta) implements Serializable {}
