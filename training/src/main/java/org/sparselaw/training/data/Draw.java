package org.sparselaw.training.data;

/** What a random stream is for: keys begin with it, so that no two purposes share a stream. */
enum Draw {
    SHARD_ORDER(0),
    WINDOW_ORDER(1),
    TRAINING_SPANS(2),
    VALIDATION_SPANS(3),
    AUGMENTATION(4);

    private final long tag;

    Draw(long tag) {
        this.tag = tag;
    }

    long[] key(long... rest) {
        long[] key = new long[rest.length + 1];
        key[0] = tag;
        System.arraycopy(rest, 0, key, 1, rest.length);
        return key;
    }
}
