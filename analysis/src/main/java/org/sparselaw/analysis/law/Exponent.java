package org.sparselaw.analysis.law;

import java.util.List;

/**
 * A positive exponent of a law.
 *
 * @param name of the coefficient: {@code b_N}
 * @param low a fit does not go below; a minimum here is a degenerate limit of the law
 * @param high a fit does not go above
 * @param held the value it keeps where fewer than three levels of the variable leave it undetermined
 * @param starts from where it is sought, rising
 */
public record Exponent(String name, Base base, double low, double high, double held, List<Double> starts) {
    /**
     * The three of the sparse law. They are held at the optimum of the published T5/C4 table (arXiv 2309.08520), which has
     * text and magnitudes like ours; the boxes are far wider than any law seen.
     */
    public static final Exponent SPARSITY =
            new Exponent("b_S", Base.DENSITY, 0.02, 30, 1.345, List.of(0.3, 0.7, 1.2, 2.0));

    public static final Exponent SIZE = new Exponent("b_N", Base.SIZE, 0.01, 10, 0.2317, List.of(0.1, 0.2, 0.35, 0.6));
    public static final Exponent DATA = new Exponent("b_D", Base.DATA, 0.01, 10, 0.3846, List.of(0.1, 0.25, 0.5, 0.9));

    public Exponent {
        starts = List.copyOf(starts);
    }
}
