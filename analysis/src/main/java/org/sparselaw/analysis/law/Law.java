package org.sparselaw.analysis.law;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A scaling law of the validation loss: a sum of amplitudes times powers of 1-S, 1/N and 1/D, declared as data. Prediction,
 * derivatives, starting points and bounds of a fit follow from the {@link Term}s, so that a new law is one class and a
 * {@link LawForm}.
 */
public interface Law {
    /** As in configurations and {@code law.json}: {@code sparse}. */
    String name();

    /** The formula in the symbols of its coefficients, S, N and D. */
    String formula();

    /** Names of the coefficients, in the order of every coefficient array. */
    List<String> coefficients();

    /** The exponents, in the order of {@link #coefficients()}. */
    List<Exponent> exponents();

    /** The summands; each coefficient is an exponent or the amplitude of one of them. */
    List<Term> terms();

    /**
     * The predicted loss.
     *
     * @param coefficients in natural units
     * @param s sparsity in [0, 1)
     * @param n non-zero parameters
     * @param d training tokens or images
     */
    default double loss(double[] coefficients, double s, double n, double d) {
        double loss = 0;
        for (Term term : terms()) {
            double amplitude = coefficients[index(term.amplitude())];
            double power = 0;
            for (Exponent exponent : term.exponents()) {
                double base = exponent.base().logarithm().at(s, n, d);
                double scale = term.kind() == Term.Kind.SCALE ? StrictMath.log(amplitude) : 0;
                power += coefficients[index(exponent.name())] * (base + scale);
            }
            loss += (term.kind() == Term.Kind.SCALE ? 1 : amplitude) * StrictMath.exp(power);
        }
        return loss;
    }

    /** The coefficients of the same law for N and D counted in other units: n = N / nonZerosUnit, d = D / dataUnit. */
    default double[] inUnits(double[] coefficients, double nonZerosUnit, double dataUnit) {
        return new UnitChange(this, nonZerosUnit, dataUnit).of(coefficients);
    }

    /** The amplitudes that an exponent trades with: of its terms, and of what each would be with the exponent at 0. */
    default List<String> confounded(Exponent exponent) {
        List<Set<Exponent>> constant = new ArrayList<>();
        List<String> amplitudes = new ArrayList<>();
        for (Term term : terms()) {
            Set<Exponent> others = new HashSet<>(term.exponents());
            if (others.remove(exponent)) {
                amplitudes.add(term.amplitude());
                constant.add(others);
            }
        }
        for (Term term : terms()) {
            if (constant.contains(Set.copyOf(term.exponents()))) {
                amplitudes.add(term.amplitude());
            }
        }
        return amplitudes;
    }

    /** The place of a coefficient in every coefficient array. */
    default int index(String coefficient) {
        int index = coefficients().indexOf(coefficient);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "Unknown coefficient: " + coefficient + " (must be one of " + coefficients() + ")");
        }
        return index;
    }
}
