package org.sparselaw.analysis.fit;

import java.util.Arrays;
import org.sparselaw.analysis.law.Exponent;

/**
 * The box in which the parameters of a {@link Model} are sought. It is far wider than any law seen; a minimum on its edge is
 * one of the law's degenerate limits. A parameter that the levels of the table cannot determine is held: its lower bound is its
 * upper.
 */
final class Bounds {
    private final double[] lower;
    private final double[] upper;

    private Bounds(double[] lower, double[] upper) {
        this.lower = lower;
        this.upper = upper;
    }

    static Bounds of(Model model, Levels levels, double lossRange) {
        double[] lower = new double[model.size()];
        double[] upper = new double[model.size()];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        for (Exponent exponent : model.law().exponents()) {
            int parameter = model.law().index(exponent.name());
            // Two levels of a variable fix two numbers; an exponent with its amplitude and offset are three.
            boolean held = levels.of(exponent.base().variable()).size() < 3;
            lower[parameter] = StrictMath.log(held ? exponent.held() : exponent.low());
            upper[parameter] = StrictMath.log(held ? exponent.held() : exponent.high());
        }
        for (int t = 0; t < model.terms(); t++) {
            if (model.scale(t)) {
                // The slope of the data term: a_D = (slope / b_D)^(1/b_D) stays a finite number at the smallest b_D.
                lower[model.amplitude(t)] = StrictMath.log(1e-9 * lossRange);
                upper[model.amplitude(t)] = StrictMath.log(10 * lossRange);
            }
        }
        return new Bounds(lower, upper);
    }

    boolean held(int parameter) {
        return lower[parameter] == upper[parameter];
    }

    boolean atLower(double[] parameters, int parameter) {
        return parameters[parameter] <= lower[parameter];
    }

    boolean atUpper(double[] parameters, int parameter) {
        return parameters[parameter] >= upper[parameter];
    }

    /** Whether the parameter can move downhill: it is not held, and no bound stops it. */
    boolean free(double[] parameters, double[] gradient, int parameter) {
        return !held(parameter)
                && !(atLower(parameters, parameter) && gradient[parameter] >= 0)
                && !(atUpper(parameters, parameter) && gradient[parameter] <= 0);
    }

    double clip(int parameter, double value) {
        return Math.max(lower[parameter], Math.min(upper[parameter], value));
    }
}
