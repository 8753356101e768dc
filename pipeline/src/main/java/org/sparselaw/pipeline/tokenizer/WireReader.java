package org.sparselaw.pipeline.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one message in the protocol-buffers wire format. Call {@link #next()}, then the method for the type that field
 * {@link #field()} should have, or {@link #skip()}. Throws {@link WireException} where the bytes are not such a message.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int MAX_VARINT_BITS = 70;

    private final byte[] content;
    private final int end;
    private int position;
    private int field;
    private int wireType;

    WireReader(byte[] content) {
        this(content, 0, content.length);
    }

    private WireReader(byte[] content, int from, int end) {
        this.content = content;
        this.position = from;
        this.end = end;
    }

    /** Moves to the next field; false at the end of the message. */
    boolean next() {
        if (position == end) {
            return false;
        }
        int at = position;
        long key = readVarint();
        field = (int) (key >>> 3);
        wireType = (int) (key & 7);
        if (field <= 0 || key >>> 3 > 0x1fff_ffff) {
            throw new WireException("byte " + at + " starts no field");
        }
        return true;
    }

    int field() {
        return field;
    }

    long varint() {
        expect(VARINT);
        return readVarint();
    }

    boolean bool() {
        return varint() != 0;
    }

    float float32() {
        expect(FIXED32);
        need(4);
        int bits = 0;
        for (int i = 0; i < 4; i++) {
            bits |= (content[position++] & 0xff) << (8 * i);
        }
        return Float.intBitsToFloat(bits);
    }

    WireReader message() {
        int from = lengthDelimited();
        return new WireReader(content, from, position);
    }

    byte[] bytes() {
        int from = lengthDelimited();
        return Arrays.copyOfRange(content, from, position);
    }

    String text() {
        int from = lengthDelimited();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, from, position - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WireException("the text of field " + field + " at byte " + from + " is not UTF-8");
        }
    }

    void skip() {
        switch (wireType) {
            case VARINT -> readVarint();
            case FIXED64 -> {
                need(8);
                position += 8;
            }
            case BYTES -> lengthDelimited();
            case FIXED32 -> {
                need(4);
                position += 4;
            }
            default -> throw new WireException("field " + field + " has the unknown wire type " + wireType);
        }
    }

    /** Moves behind the field's content and returns where it starts. */
    private int lengthDelimited() {
        expect(BYTES);
        long length = readVarint();
        if (length < 0 || length > end - position) {
            throw new WireException("field " + field + " at byte " + position + " should have " + length
                    + " bytes, but only " + (end - position) + " are left");
        }
        int from = position;
        position += (int) length;
        return from;
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            need(1);
            byte part = content[position++];
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new WireException("the number that ends at byte " + position + " is longer than 10 bytes");
    }

    private void expect(int type) {
        if (wireType != type) {
            throw new WireException(
                    "field " + field + " before byte " + position + " has wire type " + wireType + ", not " + type);
        }
    }

    private void need(int bytes) {
        if (bytes > end - position) {
            throw new WireException("it ends within field " + field + " at byte " + end);
        }
    }
}
