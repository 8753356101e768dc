package org.sparselaw.training.data;

/** What a random stream is for: keys begin with it, so that no two purposes share a stream. */
enum Draw {
    SHARD_ORDER,
    WINDOW_ORDER,
    TRAINING_SPANS,
    VALIDATION_SPANS;

    long[] key(long... rest) {
        long[] key = new long[rest.length + 1];
        key[0] = ordinal();
        System.arraycopy(rest, 0, key, 1, rest.length);
        return key;
    }
}
