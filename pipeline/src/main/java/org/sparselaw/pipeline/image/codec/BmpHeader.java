package org.sparselaw.pipeline.image.codec;

import java.nio.ByteOrder;

/** The size of a BMP: BITMAPCOREHEADER, or BITMAPINFOHEADER and what grew from it. */
final class BmpHeader {
    private static final int CORE = 12;

    private BmpHeader() {}

    static Header read(byte[] bmp) throws UndecodableException {
        Bytes bytes = new Bytes(bmp, ByteOrder.LITTLE_ENDIAN);
        if (bytes.i32(14) == CORE) {
            return new Header(bytes.u16(18), bytes.u16(20));
        }
        int height = bytes.i32(22); // negative when rows are stored from the top
        return new Header(bytes.i32(18), height == Integer.MIN_VALUE ? 0 : Math.abs(height));
    }
}
