package org.sparselaw.pipeline.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one message in the protocol-buffers wire format. */
final class WireWriter {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    WireWriter varint(int field, long value) {
        key(field, WireReader.VARINT);
        raw(value);
        return this;
    }

    WireWriter bool(int field, boolean value) {
        return varint(field, value ? 1 : 0);
    }

    WireWriter float32(int field, float value) {
        key(field, WireReader.FIXED32);
        int bits = Float.floatToRawIntBits(value);
        for (int i = 0; i < 4; i++) {
            content.write(bits >>> (8 * i));
        }
        return this;
    }

    WireWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    WireWriter message(int field, WireWriter message) {
        return bytes(field, message.toBytes());
    }

    WireWriter bytes(int field, byte[] value) {
        key(field, WireReader.BYTES);
        raw(value.length);
        content.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return content.toByteArray();
    }

    private void key(int field, int wireType) {
        raw((long) field << 3 | wireType);
    }

    /** A varint: seven bits a byte, lowest first; negative numbers take ten bytes. */
    private void raw(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            content.write((int) (0x80 | (rest & 0x7f)));
            rest >>>= 7;
        }
        content.write((int) rest);
    }
}
