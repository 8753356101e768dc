package org.sparselaw.pipeline.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The place of a document, by its text and a seed alone: which split, which shard, and where in it. Equal texts have equal
 * keys, so a duplicate is never on both sides of a split; different texts have different ones (SHA-256).
 */
public final class ContentKey {
    private final byte[] bytes;

    private ContentKey(byte[] bytes) {
        this.bytes = bytes;
    }

    public static ContentKey of(long seed, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
            return new ContentKey(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
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
