package org.sparselaw.analysis.law;

import java.util.List;

/**
 * The dense law of size and data: Hoffmann et al., "Training Compute-Optimal Large Language Models" (arXiv 2203.15556),
 * equation 2, with its data term B/D^beta written as (a_D/D)^b_D. It is blind to sparsity: N counts non-zero parameters.
 */
public final class ChinchillaLaw implements Law {
    private static final List<String> COEFFICIENTS = List.of("A", "b_N", "a_D", "b_D", "c");
    private static final List<Exponent> EXPONENTS = List.of(Exponent.SIZE, Exponent.DATA);
    private static final List<Term> TERMS =
            List.of(Term.factor("A", Exponent.SIZE), Term.scale("a_D", Exponent.DATA), Term.factor("c"));

    @Override
    public String name() {
        return "chinchilla";
    }

    @Override
    public String formula() {
        return "L(N, D) = A (1/N)^b_N + (a_D/D)^b_D + c";
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
