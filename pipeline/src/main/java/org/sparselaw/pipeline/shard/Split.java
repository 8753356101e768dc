package org.sparselaw.pipeline.shard;

import java.util.Locale;

/** The part of a shard set. */
public enum Split {
    TRAIN,
    VALIDATION;

    /** As in file names: {@code train}. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
