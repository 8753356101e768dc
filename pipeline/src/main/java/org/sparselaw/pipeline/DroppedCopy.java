package org.sparselaw.pipeline;

import org.sparselaw.pipeline.input.Rejection;

/**
 * A document that was dropped for what it shares with others.
 *
 * @param shard where it would be
 * @param text as it was before
 */
record DroppedCopy(String reason, String shard, String text) implements Rejection {
    @Override
    public String code() {
        return reason;
    }

    @Override
    public String where() {
        return shard;
    }
}
