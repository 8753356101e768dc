package org.sparselaw.pipeline.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteOrder;

/** Numbers inside the bytes of an image. What lies beyond their end is a damaged image. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Bytes(byte[] all, ByteOrder order) {
    int length() {
        return all.length;
    }

    int u8(int at) throws UndecodableException {
        if (at < 0 || at >= all.length) {
            throw UndecodableException.damaged("the image ends early, at byte " + all.length);
        }
        return all[at] & 0xff;
    }

    int u16(int at) throws UndecodableException {
        return order == ByteOrder.BIG_ENDIAN ? u8(at) << 8 | u8(at + 1) : u8(at + 1) << 8 | u8(at);
    }

    int i32(int at) throws UndecodableException {
        return order == ByteOrder.BIG_ENDIAN ? u16(at) << 16 | u16(at + 2) : u16(at + 2) << 16 | u16(at);
    }

    boolean at(int at, String ascii) {
        return at >= 0
                && at + ascii.length() <= all.length
                && new String(all, at, ascii.length(), ISO_8859_1).equals(ascii);
    }
}
