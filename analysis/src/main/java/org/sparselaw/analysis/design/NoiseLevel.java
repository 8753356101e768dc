package org.sparselaw.analysis.design;

import org.hipparchus.special.Erf;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Optimum;

/**
 * How much a single measured loss tells: the noise level of the runs, as the minimum of the fit shows it.
 *
 * <p>The standard deviation is that of normal residuals whose expected Huber loss is the one that was reached, times n/(n-p) in
 * its square for the p coefficients that were fitted. A few runs far off move it little, where they would move the root mean
 * square much. A Huber estimator with a delta below the noise uses a normal residual less well than least squares does; its
 * variance is larger by E psi^2 / (E psi')^2 (Huber 1964), pi/2 for the smallest delta.
 */
final class NoiseLevel {
    private NoiseLevel() {}

    /** Standard deviation of a loss, in the residual's unit, that least squares would need to learn as much from it. */
    static double effective(FittedLaw law) {
        Optimum optimum = law.optimum();
        double sigma = standardDeviation(optimum.value(), optimum.delta());
        int coefficients = law.coefficients().size();
        double freedom = law.used() / (double) Math.max(1, law.used() - coefficients);
        return sigma * Math.sqrt(freedom * inefficiency(optimum.delta() / sigma));
    }

    /** The standard deviation of normal residuals with this mean Huber loss. */
    static double standardDeviation(double meanHuber, double delta) {
        double low = Math.sqrt(2 * meanHuber);
        double high = low;
        while (expectedHuber(high, delta) < meanHuber) {
            high *= 2;
        }
        while (high - low > 1e-12 * high) {
            double middle = (low + high) / 2;
            if (expectedHuber(middle, delta) < meanHuber) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double expectedHuber(double sigma, double delta) {
        double k = delta / sigma;
        double beyond = Erf.erfc(k / Math.sqrt(2)) / 2;
        return sigma * sigma * (0.5 - beyond + k * density(k) - k * k * beyond);
    }

    /** Variance of Huber's estimator relative to least squares for normal residuals; k = delta / sigma. */
    static double inefficiency(double k) {
        double inside = Erf.erf(k / Math.sqrt(2));
        double square = inside - 2 * k * density(k) + k * k * (1 - inside);
        return square / (inside * inside);
    }

    private static double density(double z) {
        return StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
