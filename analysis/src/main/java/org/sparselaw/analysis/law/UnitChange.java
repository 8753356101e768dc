package org.sparselaw.analysis.law;

import java.util.List;

/** Turns the coefficients of a law into those of the same law for N and D counted in other units. */
public final class UnitChange {
    private final int[] amplitudes;
    private final boolean[] scales;
    /** By term: the places of its exponents. */
    private final int[][] exponents;
    /** By term and exponent: by what the logarithm of the base grows when N and D are given in their old units. */
    private final double[][] logUnits;

    /** To n = N / nonZerosUnit and d = D / dataUnit. */
    public UnitChange(Law law, double nonZerosUnit, double dataUnit) {
        List<Term> terms = law.terms();
        amplitudes = terms.stream().mapToInt(t -> law.index(t.amplitude())).toArray();
        scales = new boolean[terms.size()];
        exponents = new int[terms.size()][];
        logUnits = new double[terms.size()][];
        for (int t = 0; t < amplitudes.length; t++) {
            List<Exponent> of = terms.get(t).exponents();
            scales[t] = terms.get(t).kind() == Term.Kind.SCALE;
            exponents[t] = of.stream().mapToInt(e -> law.index(e.name())).toArray();
            logUnits[t] = of.stream()
                    .mapToDouble(e -> e.base().logUnit(nonZerosUnit, dataUnit))
                    .toArray();
        }
    }

    public double[] of(double[] coefficients) {
        double[] converted = coefficients.clone();
        for (int t = 0; t < amplitudes.length; t++) {
            double power = 0;
            for (int k = 0; k < logUnits[t].length; k++) {
                power += logUnits[t][k] * (scales[t] ? 1 : coefficients[exponents[t][k]]);
            }
            converted[amplitudes[t]] *= StrictMath.exp(power);
        }
        return converted;
    }
}
