package org.sparselaw.analysis.fit;

/** Where an optimiser ended. */
public final class Minimum {
    private final double[] parameters;
    private final double value;
    private final double gradientNorm;

    Minimum(double[] parameters, double value, double gradientNorm) {
        this.parameters = parameters;
        this.value = value;
        this.gradientNorm = gradientNorm;
    }

    /** Of the fit, see {@link FitProblem}. */
    public double[] parameters() {
        return parameters;
    }

    /** The objective divided by delta^2. */
    public double value() {
        return value;
    }

    /** Norm of the scaled objective's gradient over the parameters that no bound stops. */
    public double gradientNorm() {
        return gradientNorm;
    }

    /** Whether both ended in the same place: every parameter within 1e-5 of its size, or of 1 where it is smaller. */
    public boolean agrees(Minimum other) {
        for (int i = 0; i < parameters.length; i++) {
            double slack = 1e-5 * Math.max(1, Math.abs(parameters[i]));
            if (!(Math.abs(other.parameters[i] - parameters[i]) <= slack)) {
                return false;
            }
        }
        return true;
    }
}
