package org.sparselaw.pipeline.shard;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How many labels an image may have. */
public enum LabelKind {
    /** Exactly one. */
    SINGLE,
    /** Any number, none included; each at most once. */
    SEVERAL;

    /** As in configurations and manifests: {@code single}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
