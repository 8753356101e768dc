package org.sparselaw.pipeline.shard;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The place of a document or an image, by its content (a text in UTF-8, the pixels of a row) and a seed alone: which split,
 * which shard, and where in it. Equal contents have equal keys, so a duplicate is never on both sides of a split; different
 * ones have different keys (SHA-256).
 */
public final class ContentKey {
    private final byte[] bytes;

    private ContentKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static ContentKey of(long seed, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
            return new ContentKey(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Evenly spread over [0, 1); from the first 8 bytes. */
    public double share() {
        return (ByteBuffer.wrap(bytes).getLong() >>> 11) * 0x1p-53;
    }

    /** A shard in [0, shards); from the next 8 bytes. */
    public int shard(int shards) {
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(bytes).getLong(8), shards);
    }

    /** The order inside a shard: by these bytes, unsigned; the last 16. */
    public byte[] order() {
        return Arrays.copyOfRange(bytes, 16, 32);
    }
}
