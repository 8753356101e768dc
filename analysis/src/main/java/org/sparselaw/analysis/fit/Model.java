package org.sparselaw.analysis.fit;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.sparselaw.analysis.law.Exponent;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.Term;

/**
 * A law in the parameters of a fit, one for each coefficient and in the same order. Exponents are positive by definition of a
 * law: their parameters are ln b.
 *
 * <p>In place of the amplitudes stand the loss and its slopes at the centre of the data, where every base x is 1. With
 * x^b = 1 + beta phi, beta = b/(1+b), the sparse law is
 *
 * <pre>L = t_c + t_N phi_N + t_S phi_S x_N^b_N + t_D phi_D,
 * t_c = a_S + c_S + A_D + c,  t_N = beta_N (a_S + c_S),  t_S = beta_S a_S,  t_D = beta_D A_D</pre>
 *
 * with A_D = a_D^b_D. Where a table hardly tells a power from a logarithm, amplitudes run to infinity against each other along
 * a narrow bent valley while these stay what the data say: phi becomes ln x for b -> 0. For b -> infinity, a step, t is the
 * height of the step. For any law: t = beta... times the sum of the amplitudes of all terms that contain the exponents b...,
 * which are those that the term has more than the largest other term within it.
 *
 * <p>The parameter of a term of the kind {@link Term.Kind#SCALE} is ln t. The others may take either sign: optima with a
 * negative amplitude exist and must not be cut off.
 */
final class Model {
    private final Law law;
    private final int size;
    private final int[] exponents;
    private final int[] amplitudes;
    private final boolean[] scales;
    private final int[][] powers;
    private final int[][] termsOf;
    private final int[][] slopes;
    private final double[][] mix;

    Model(Law law) {
        this.law = law;
        size = law.coefficients().size();
        List<Exponent> all = law.exponents();
        List<Term> terms = law.terms();
        exponents = all.stream().mapToInt(e -> law.index(e.name())).toArray();
        amplitudes = terms.stream().mapToInt(t -> law.index(t.amplitude())).toArray();
        scales = new boolean[terms.size()];
        powers = new int[terms.size()][];
        slopes = new int[terms.size()][];
        for (int t = 0; t < scales.length; t++) {
            scales[t] = terms.get(t).kind() == Term.Kind.SCALE;
            powers[t] = terms.get(t).exponents().stream().mapToInt(all::indexOf).toArray();
            slopes[t] = own(terms.get(t), terms).stream().mapToInt(all::indexOf).toArray();
        }
        termsOf = new int[exponents.length][];
        for (int k = 0; k < exponents.length; k++) {
            Exponent exponent = all.get(k);
            termsOf[k] = IntStream.range(0, scales.length)
                    .filter(t -> terms.get(t).exponents().contains(exponent))
                    .toArray();
        }
        mix = mix();
    }

    private static List<Exponent> own(Term term, List<Term> terms) {
        Set<Exponent> within = new HashSet<>();
        for (Term other : terms) {
            if (!other.equals(term)
                    && term.exponents().containsAll(other.exponents())
                    && other.exponents().size() > within.size()) {
                within = new HashSet<>(other.exponents());
            }
        }
        Set<Exponent> inner = within;
        return term.exponents().stream().filter(e -> !inner.contains(e)).toList();
    }

    /** The inverse of the matrix that says which amplitudes are summed in which parameter. */
    private double[][] mix() {
        double[][] sums = new double[scales.length][scales.length];
        for (int t = 0; t < scales.length; t++) {
            for (int other = 0; other < scales.length; other++) {
                sums[t][other] = contains(other, slopes[t]) ? 1 : 0;
            }
        }
        return new LUDecomposition(new Array2DRowRealMatrix(sums, false))
                .getSolver()
                .getInverse()
                .getData();
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

    /** Number of exponents. */
    int exponents() {
        return exponents.length;
    }

    /** The parameter of exponent k of the law. */
    int exponent(int k) {
        return exponents[k];
    }

    /** The parameter that stands in place of the amplitude of term t. */
    int amplitude(int t) {
        return amplitudes[t];
    }

    /** Whether the parameter of term t is a logarithm. */
    boolean scale(int t) {
        return scales[t];
    }

    /** The exponents of the powers in term t. */
    int[] powers(int t) {
        return powers[t];
    }

    /** The terms that exponent k enters. */
    int[] termsOf(int k) {
        return termsOf[k];
    }

    /** The exponents whose beta the parameter of term t has as a factor. */
    int[] slopes(int t) {
        return slopes[t];
    }

    /** How much of parameter t, divided by its betas, is in the amplitude of term s. */
    double mix(int s, int t) {
        return mix[s][t];
    }

    /** beta = b/(1+b) of exponent k. */
    double beta(double[] parameters, int k) {
        return 1 / (1 + StrictMath.exp(-parameters[exponents[k]]));
    }

    /** Parameter t itself, where it is a logarithm its exponential. */
    double value(double[] parameters, int t) {
        return scales[t] ? StrictMath.exp(parameters[amplitudes[t]]) : parameters[amplitudes[t]];
    }

    /** The product of the betas that parameter t has as factors. */
    double betas(double[] parameters, int t) {
        double product = 1;
        for (int k : slopes[t]) {
            product *= beta(parameters, k);
        }
        return product;
    }

    /** The amplitude of every term: A_D where the law has a_D. */
    double[] amplitudes(double[] parameters) {
        double[] values = new double[scales.length];
        for (int t = 0; t < scales.length; t++) {
            double share = value(parameters, t) / betas(parameters, t);
            for (int s = 0; s < scales.length; s++) {
                values[s] += mix[s][t] * share;
            }
        }
        return values;
    }

    /** The parameters as coefficients, both for N and D counted in the same units. */
    double[] coefficients(double[] parameters) {
        double[] values = new double[size];
        for (int parameter : exponents) {
            values[parameter] = StrictMath.exp(parameters[parameter]);
        }
        double[] amplitude = amplitudes(parameters);
        for (int t = 0; t < scales.length; t++) {
            values[amplitudes[t]] = scales[t]
                    ? StrictMath.exp(StrictMath.log(amplitude[t]) / values[exponents[powers[t][0]]])
                    : amplitude[t];
        }
        return values;
    }

    /** The inverse of {@link #coefficients}. */
    double[] parameters(double[] coefficients) {
        double[] values = new double[size];
        for (int parameter : exponents) {
            values[parameter] = StrictMath.log(coefficients[parameter]);
        }
        double[] amplitude = new double[scales.length];
        for (int t = 0; t < scales.length; t++) {
            double coefficient = coefficients[amplitudes[t]];
            amplitude[t] = scales[t] ? StrictMath.pow(coefficient, coefficients[exponents[powers[t][0]]]) : coefficient;
        }
        for (int t = 0; t < scales.length; t++) {
            double sum = 0;
            for (int s = 0; s < scales.length; s++) {
                sum += contains(s, slopes[t]) ? amplitude[s] : 0;
            }
            double slope = sum * betas(values, t);
            values[amplitudes[t]] = scales[t] ? StrictMath.log(slope) : slope;
        }
        return values;
    }

    private boolean contains(int term, int[] wanted) {
        return Arrays.stream(wanted).allMatch(k -> Arrays.stream(powers[term]).anyMatch(p -> p == k));
    }
}
