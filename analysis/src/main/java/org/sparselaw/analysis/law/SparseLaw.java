package org.sparselaw.analysis.law;

import java.util.List;

/**
 * The joint law of sparsity, size and data: Frantar, Riquelme, Houlsby, Alistarh, Evci, "Scaling Laws for
 * Sparsely-Connected Foundation Models" (arXiv 2309.08520), equation 1. With S = 0 it is the {@link ChinchillaLaw} with the
 * amplitude a_S + c_S. D has a unit of its own here: a_D is an amount of data, as in the paper.
 */
public final class SparseLaw implements Law {
    private static final List<String> COEFFICIENTS = List.of("a_S", "b_S", "c_S", "b_N", "a_D", "b_D", "c");
    private static final List<Exponent> EXPONENTS = List.of(Exponent.SPARSITY, Exponent.SIZE, Exponent.DATA);
    private static final List<Term> TERMS = List.of(
            Term.factor("a_S", Exponent.SPARSITY, Exponent.SIZE),
            Term.factor("c_S", Exponent.SIZE),
            Term.scale("a_D", Exponent.DATA),
            Term.factor("c"));

    @Override
    public String name() {
        return "sparse";
    }

    @Override
    public String formula() {
        return "L(S, N, D) = (a_S (1-S)^b_S + c_S) (1/N)^b_N + (a_D/D)^b_D + c";
    }

    @Override
    public List<String> coefficients() {
        return COEFFICIENTS;
    }

    @Override
    public List<Exponent> exponents() {
        return EXPONENTS;
    }

    @Override
    public List<Term> terms() {
        return TERMS;
    }
}
