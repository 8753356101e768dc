package org.sparselaw.analysis.law;

import java.util.List;

/**
 * A summand of a law: an amplitude times powers.
 *
 * @param amplitude name of the coefficient: {@code a_S}
 * @param kind how the coefficient enters
 * @param exponents of the powers that are multiplied; none for a constant
 */
public record Term(String amplitude, Kind kind, List<Exponent> exponents) {
    /** How an amplitude enters its term. */
    public enum Kind {
        /** a x^b y^b'; of either sign. */
        FACTOR,
        /** (a x)^b with one power; above 0, and in the unit of 1/x. */
        SCALE
    }

    public Term {
        exponents = List.copyOf(exponents);
    }

    public static Term factor(String amplitude, Exponent... exponents) {
        return new Term(amplitude, Kind.FACTOR, List.of(exponents));
    }

    public static Term scale(String amplitude, Exponent exponent) {
        return new Term(amplitude, Kind.SCALE, List.of(exponent));
    }
}
