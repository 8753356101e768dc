package org.sparselaw.training.model;

import java.nio.ByteBuffer;

/** The floating-point types of safetensors files that are read; every number of them is a number in f32. */
enum FloatType {
    F32(4) {
        @Override
        float decode(ByteBuffer bytes, int index) {
            return bytes.getFloat(4 * index);
        }
    },
    /** IEEE 754 binary16. */
    F16(2) {
        @Override
        float decode(ByteBuffer bytes, int index) {
            int bits = bytes.getShort(2 * index);
            int exponent = bits >> 10 & 0x1f;
            int fraction = bits & 0x3ff;
            int sign = bits & 0x8000;
            if (exponent == 0) {
                float subnormal = fraction * 0x1p-24f;
                return sign == 0 ? subnormal : -subnormal;
            }
            int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
            return Float.intBitsToFloat(sign << 16 | wide << 23 | fraction << 13);
        }
    },
    /** The upper half of an f32. */
    BF16(2) {
        @Override
        float decode(ByteBuffer bytes, int index) {
            return Float.intBitsToFloat(bytes.getShort(2 * index) << 16);
        }
    };

    private final int bytes;

    FloatType(int bytes) {
        this.bytes = bytes;
    }

    /** Of one number. */
    int bytes() {
        return bytes;
    }

    /** Number {@code index} of a little-endian buffer. */
    abstract float decode(ByteBuffer bytes, int index);

    void decode(ByteBuffer bytes, float[] to, int from, int count) {
        for (int i = 0; i < count; i++) {
            to[from + i] = decode(bytes, i);
        }
    }
}
