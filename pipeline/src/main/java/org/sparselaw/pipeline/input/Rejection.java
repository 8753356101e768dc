package org.sparselaw.pipeline.input;

import java.io.Serializable;

/** A record that is not kept; as JSON, a line of the shard set's {@code rejected/}. */
public interface Rejection extends Serializable {
    /** Why, as manifests count it: {@code not-json}. */
    String code();

    /** Where the record is, as an error names it: {@code a.jsonl:17}. */
    String where();
}
