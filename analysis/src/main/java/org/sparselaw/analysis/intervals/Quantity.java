package org.sparselaw.analysis.intervals;

import java.io.Serializable;
import java.util.function.ToDoubleFunction;

/**
 * A number that follows from a law, to be profiled.
 *
 * @param name as people write it: {@code b_S}, {@code S_opt, dense line}
 * @param scale on which the walk along its profile goes; an interval does not depend on it
 * @param lowest what it can be; the formula may go on below, so that it stays smooth there
 * @param highest the same above
 * @param formula of the coefficients in natural units
 */
record Quantity(String name, Scale scale, double lowest, double highest, Formula formula) implements Serializable {
    /** How far apart two values are. */
    enum Scale {
        DIFFERENCE,
        /** For what is above 0. */
        RATIO
    }

    /** A function that a Spark task can take along. */
    @FunctionalInterface
    interface Formula extends ToDoubleFunction<double[]>, Serializable {}

    static Quantity positive(String name, Formula formula) {
        return new Quantity(name, Scale.RATIO, 0, Double.POSITIVE_INFINITY, formula);
    }

    static Quantity real(String name, Formula formula) {
        return new Quantity(name, Scale.DIFFERENCE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, formula);
    }

    static Quantity within(String name, double low, double high, Formula formula) {
        return new Quantity(name, Scale.DIFFERENCE, low, high, formula);
    }

    double value(double[] coefficients) {
        return Math.max(lowest, Math.min(highest, formula.applyAsDouble(coefficients)));
    }

    /** The value on the scale of the walk, continued. */
    double place(double[] coefficients) {
        double value = formula.applyAsDouble(coefficients);
        return scale == Scale.RATIO ? StrictMath.log(value) : value;
    }
}
