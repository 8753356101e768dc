package org.sparselaw.analysis.law;

/** The laws that can be fitted, as named in configurations and in {@code law.json}. */
public enum LawForm {
    SPARSE,
    CHINCHILLA,
    AVERAGE;

    public Law law() {
        return switch (this) {
            case SPARSE -> new SparseLaw();
            case CHINCHILLA -> new ChinchillaLaw();
            case AVERAGE -> new AverageLaw();
        };
    }
}
