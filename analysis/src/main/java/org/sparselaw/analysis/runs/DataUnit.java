package org.sparselaw.analysis.runs;

/** What the amount of data D counts. */
public enum DataUnit {
    TOKENS,
    IMAGES
}
