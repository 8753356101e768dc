package org.sparselaw.analysis.fit;

import org.hipparchus.special.Erf;

/**
 * The likelihood whose maximum a fit of the mean Huber loss is: residuals r = t delta are independent with the density
 *
 * <pre>exp(-rho(t)/T) / (delta Z(T)),   Z(T) = sqrt(2 pi T) erf(1/sqrt(2 T)) + 2 T exp(-1/(2 T))</pre>
 *
 * normal within delta and Laplace beyond: Huber's least favourable density ("Robust Estimation of a Location Parameter",
 * 1964), here with delta given and the temperature T fitted, since a delta far below the noise is part of the objective. Of a
 * law with k fitted coefficients AIC = 2 (k+1) - 2 ln L (Akaike 1974) and BIC = (k+1) ln n - 2 ln L (Schwarz 1978), T being
 * the one more. For logarithmic residuals it is the density of ln(loss): compare laws under one objective only.
 */
final class HuberLikelihood {
    private static final double GOLDEN = (StrictMath.sqrt(5) - 1) / 2;

    private final int points;
    private final int parameters;
    private final double logLikelihood;

    /**
     * @param scaled the mean of rho(t): the mean Huber loss over delta^2
     * @param coefficients fitted, without T
     */
    HuberLikelihood(double scaled, double delta, int points, int coefficients) {
        this.points = points;
        parameters = coefficients + 1;
        logLikelihood = -points * (lowest(scaled) + StrictMath.log(delta));
    }

    double logLikelihood() {
        return logLikelihood;
    }

    double aic() {
        return 2 * parameters - 2 * logLikelihood;
    }

    double bic() {
        return parameters * StrictMath.log(points) - 2 * logLikelihood;
    }

    /** The minimum of mean/T + ln Z(T) over T, by golden section in ln T. */
    private static double lowest(double mean) {
        double low = -60;
        double high = 60;
        while (high - low > 1e-10) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (cost(mean, StrictMath.exp(left)) < cost(mean, StrictMath.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return cost(mean, StrictMath.exp((low + high) / 2));
    }

    private static double cost(double mean, double t) {
        double z = StrictMath.sqrt(2 * Math.PI * t) * Erf.erf(1 / StrictMath.sqrt(2 * t))
                + 2 * t * StrictMath.exp(-1 / (2 * t));
        return mean / t + StrictMath.log(z);
    }
}
