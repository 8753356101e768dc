package org.sparselaw.pipeline.image.codec;

import java.nio.ByteOrder;

/**
 * The size of a GIF (GIF89a specification), and the place of its first frame in it.
 *
 * @param background what the first frame leaves open is drawn in: the index of the transparent colour, or 0
 */
record GifHeader(int width, int height, Frame frame, int background) {
    record Frame(int left, int top, int width, int height) {}

    static GifHeader read(byte[] gif) throws UndecodableException {
        Bytes bytes = new Bytes(gif, ByteOrder.LITTLE_ENDIAN);
        int background = 0;
        int at = 13 + palette(bytes.u8(10));
        while (bytes.u8(at) != 0x2c) {
            if (bytes.u8(at) != 0x21) {
                throw UndecodableException.damaged("the GIF has no frame");
            }
            if (bytes.u8(at + 1) == 0xf9 && (bytes.u8(at + 3) & 1) != 0) {
                background = bytes.u8(at + 6);
            }
            for (at += 2; bytes.u8(at) != 0; ) {
                at += 1 + bytes.u8(at);
            }
            at++;
        }
        Frame frame = new Frame(bytes.u16(at + 1), bytes.u16(at + 3), bytes.u16(at + 5), bytes.u16(at + 7));
        return new GifHeader(bytes.u16(6), bytes.u16(8), frame, background);
    }

    private static int palette(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }
}
