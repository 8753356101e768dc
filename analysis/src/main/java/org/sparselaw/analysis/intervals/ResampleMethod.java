package org.sparselaw.analysis.intervals;

/** How resampled run tables are made. */
public enum ResampleMethod {
    /** Errors are drawn anew: {@link ResidualBootstrap}. Of those here its intervals hold best. */
    RESIDUAL("residual bootstrap"),
    /** Runs are drawn anew: {@link PairBootstrap}. */
    PAIR("pair bootstrap"),
    /** No resamples, and no intervals. */
    NONE("none");

    private final String words;

    ResampleMethod(String words) {
        this.words = words;
    }

    /** As in {@code law.json}. */
    public String words() {
        return words;
    }
}
