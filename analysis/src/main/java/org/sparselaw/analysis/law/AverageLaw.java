package org.sparselaw.analysis.law;

import java.util.List;

/**
 * The {@link ChinchillaLaw} in the number of non-zero parameters averaged over training: Jin et al., "The Journey Matters:
 * Average Parameter Count over Pre-training Unifies Sparse and Dense Scaling Laws" (ICLR 2025).
 *
 * <p>That average is N c_mul(S) = N (5/8 + (3/8)/(1-S)) for pruning on a cubic ramp between a quarter and three quarters of
 * the steps. This class takes that for every run with S > 0, since a run table does not say how its models were pruned; the
 * paper averages over the schedule of each run.
 */
public final class AverageLaw implements Law {
    private static final Base AVERAGE_SIZE =
            new Base("1/M", Base.Variable.N, (s, n, d) -> -StrictMath.log(n) - StrictMath.log(0.625 + 0.375 / (1 - s)));
    private static final Exponent SIZE = new Exponent(
            Exponent.SIZE.name(),
            AVERAGE_SIZE,
            Exponent.SIZE.low(),
            Exponent.SIZE.high(),
            Exponent.SIZE.held(),
            Exponent.SIZE.starts());
    private static final List<String> COEFFICIENTS = List.of("A", "b_N", "a_D", "b_D", "c");
    private static final List<Exponent> EXPONENTS = List.of(SIZE, Exponent.DATA);
    private static final List<Term> TERMS =
            List.of(Term.factor("A", SIZE), Term.scale("a_D", Exponent.DATA), Term.factor("c"));

    @Override
    public String name() {
        return "average";
    }

    @Override
    public String formula() {
        return "L(S, N, D) = A (1/M)^b_N + (a_D/D)^b_D + c, M = N (5/8 + (3/8)/(1-S))";
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
