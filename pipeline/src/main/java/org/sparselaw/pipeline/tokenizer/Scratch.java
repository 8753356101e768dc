package org.sparselaw.pipeline.tokenizer;

import java.util.Arrays;

/** Buffers of one thread's encoding, used again from text to text. */
final class Scratch {
    /** A longer text gets buffers of its own, so that one giant does not stay in memory with every thread. */
    private static final int MAX_KEPT_CHARS = 1 << 20;

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    /** The text in UTF-8. */
    byte[] text = new byte[1 << 12];

    /** The normalised text in UTF-8. */
    byte[] normalized = new byte[1 << 12];

    int normalizedLength;

    /** Of the best segmentation that ends before each byte: its score, and its last piece: begin, and below 32 bits its id. */
    float[] score = new float[0];

    long[] last = new long[0];

    private Scratch() {}

    static Scratch forText(int chars) {
        return chars > MAX_KEPT_CHARS ? new Scratch() : OF_THREAD.get();
    }

    void needText(int bytes) {
        if (text.length < bytes) {
            text = new byte[Math.max(bytes, 2 * text.length)];
        }
    }

    /** Room for so many more normalised bytes. */
    void needNormalized(int more) {
        if (normalized.length - normalizedLength < more) {
            normalized = Arrays.copyOf(normalized, Math.max(normalizedLength + more, 2 * normalized.length));
        }
    }

    void needPositions(int positions) {
        if (score.length < positions) {
            int size = Math.max(positions, 2 * score.length);
            score = new float[size];
            last = new long[size];
        }
    }
}
