package org.sparselaw.pipeline.shard;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * The encoding of an image in a row: its pixels, height x width x 3 bytes of red, green and blue, row by row; its labels, two
 * bytes each, little-endian, ascending.
 */
final class ImageRow {
    static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message image { required binary pixels; required binary labels; }");
    static final int PIXELS = 0;
    static final int LABELS = 1;
    static final int LABEL_BYTES = 2;

    private ImageRow() {}

    static byte[] encode(int[] labels) {
        byte[] bytes = new byte[LABEL_BYTES * labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[LABEL_BYTES * i] = (byte) labels[i];
            bytes[LABEL_BYTES * i + 1] = (byte) (labels[i] >>> Byte.SIZE);
        }
        return bytes;
    }

    static int[] decode(byte[] bytes) {
        int[] labels = new int[bytes.length / LABEL_BYTES];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (bytes[LABEL_BYTES * i] & 0xff) | ((bytes[LABEL_BYTES * i + 1] & 0xff) << Byte.SIZE);
        }
        return labels;
    }
}
