package org.sparselaw.analysis.law;

/**
 * What a law raises to a power: 1-S, 1/N, 1/D or a mixture of them. In N and in D it must be a power itself, so that
 * counting them in other units changes amplitudes only.
 *
 * @param symbol as in a formula: {@code 1-S}
 * @param variable whose levels decide whether an exponent of this base can be determined
 * @param logarithm natural logarithm of the base
 */
public record Base(String symbol, Variable variable, Logarithm logarithm) {
    public static final Base DENSITY = new Base("1-S", Variable.S, (s, n, d) -> StrictMath.log1p(-s));
    public static final Base SIZE = new Base("1/N", Variable.N, (s, n, d) -> -StrictMath.log(n));
    public static final Base DATA = new Base("1/D", Variable.D, (s, n, d) -> -StrictMath.log(d));

    /** The three things that a run table varies: sparsity, non-zero parameters, data. */
    public enum Variable {
        S,
        N,
        D
    }

    /** The logarithm of a base at a point. */
    @FunctionalInterface
    public interface Logarithm {
        double at(double s, double n, double d);
    }

    /** By what the logarithm grows when N and D are given in single parameters and tokens, not in these units. */
    double logUnit(double nonZerosUnit, double dataUnit) {
        return logarithm.at(0, nonZerosUnit, dataUnit) - logarithm.at(0, 1, 1);
    }

    /** The logarithm where the variable has this value, S is otherwise 0, and N and D are 1. */
    public double atLevel(double value) {
        return switch (variable) {
            case S -> logarithm.at(value, 1, 1);
            case N -> logarithm.at(0, value, 1);
            case D -> logarithm.at(0, 1, value);
        };
    }
}
