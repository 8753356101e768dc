package org.sparselaw.analysis.fit;

import java.util.List;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.Term;

/**
 * A law in the parameters of a fit, one for each coefficient and in the same order. Exponents and amplitudes of the kind
 * {@link Term.Kind#SCALE} are positive by definition of the law: their parameters are ln b and ln a^b. Other amplitudes enter
 * linearly and may take either sign: optima with a negative one exist and must not be cut off.
 */
final class Model {
    private final Law law;
    private final int size;
    private final int[] exponents;
    private final int[] amplitudes;
    private final boolean[] scales;
    private final int[][] powers;

    Model(Law law) {
        this.law = law;
        size = law.coefficients().size();
        exponents = law.exponents().stream()
                .mapToInt(exponent -> law.index(exponent.name()))
                .toArray();
        List<Term> terms = law.terms();
        amplitudes =
                terms.stream().mapToInt(term -> law.index(term.amplitude())).toArray();
        scales = new boolean[terms.size()];
        powers = new int[terms.size()][];
        for (int t = 0; t < scales.length; t++) {
            Term term = terms.get(t);
            scales[t] = term.kind() == Term.Kind.SCALE;
            powers[t] =
                    term.exponents().stream().mapToInt(law.exponents()::indexOf).toArray();
        }
    }

    Law law() {
        return law;
    }

    /** Number of parameters. */
    int size() {
        return size;
    }

    int terms() {
        return amplitudes.length;
    }

    /** The parameter of exponent k of the law. */
    int exponent(int k) {
        return exponents[k];
    }

    /** The parameter of the amplitude of term t. */
    int amplitude(int t) {
        return amplitudes[t];
    }

    /** Whether the parameter of term t is the logarithm of its amplitude. */
    boolean scale(int t) {
        return scales[t];
    }

    /** The exponents of the powers in term t. */
    int[] powers(int t) {
        return powers[t];
    }

    /** The parameters as coefficients, both for N and D counted in the same units. */
    double[] coefficients(double[] parameters) {
        double[] values = parameters.clone();
        for (int parameter : exponents) {
            values[parameter] = StrictMath.exp(parameters[parameter]);
        }
        for (int t = 0; t < scales.length; t++) {
            if (scales[t]) {
                double exponent = values[exponents[powers[t][0]]];
                values[amplitudes[t]] = StrictMath.exp(parameters[amplitudes[t]] / exponent);
            }
        }
        return values;
    }

    /** The inverse of {@link #coefficients}. */
    double[] parameters(double[] coefficients) {
        double[] values = coefficients.clone();
        for (int parameter : exponents) {
            values[parameter] = StrictMath.log(coefficients[parameter]);
        }
        for (int t = 0; t < scales.length; t++) {
            if (scales[t]) {
                double exponent = coefficients[exponents[powers[t][0]]];
                values[amplitudes[t]] = exponent * StrictMath.log(coefficients[amplitudes[t]]);
            }
        }
        return values;
    }
}
