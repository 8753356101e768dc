package org.sparselaw.pipeline;

/** What becomes of documents whose texts are equal. */
public enum Duplicates {
    KEEP,
    /** One of them is kept. */
    DROP;

    /** As manifests count those that were dropped. */
    static final String CODE = "duplicate";

    /** As manifests count those that are nearly equal to one that is kept. */
    static final String NEAR = "near-duplicate";
}
