package org.sparselaw.analysis.law;

/** The laws that can be fitted, as named in configurations and in {@code law.json}. */
public enum LawForm {
    SPARSE {
        @Override
        public Law law() {
            return new SparseLaw();
        }
    };

    public abstract Law law();
}
