package org.sparselaw.pipeline.image.codec;

import java.nio.ByteOrder;
import java.util.Arrays;

/** The size of a WebP (RFC 9649) and the orientation in its Exif chunk. */
final class WebpHeader {
    private WebpHeader() {}

    static Header read(byte[] webp) throws UndecodableException {
        Bytes bytes = new Bytes(webp, ByteOrder.LITTLE_ENDIAN);
        if (bytes.at(12, "VP8 ")) {
            return new Header(bytes.u16(26) & 0x3fff, bytes.u16(28) & 0x3fff);
        }
        if (bytes.at(12, "VP8L")) {
            int size = bytes.i32(21);
            return new Header((size & 0x3fff) + 1, ((size >>> 14) & 0x3fff) + 1);
        }
        if (bytes.at(12, "VP8X")) {
            return new Header((bytes.i32(24) & 0xffffff) + 1, (bytes.i32(26) >>> 8) + 1, orientation(bytes));
        }
        throw UndecodableException.damaged("the WebP begins with no known chunk");
    }

    private static Orientation orientation(Bytes bytes) throws UndecodableException {
        for (long at = 12; at + 8 <= bytes.length(); ) {
            long length = bytes.i32((int) at + 4) & 0xffffffffL;
            if (bytes.at((int) at, "EXIF")) {
                long end = Math.min(bytes.length(), at + 8 + length);
                return Exif.orientation(Arrays.copyOfRange(bytes.all(), (int) at + 8, (int) end))
                        .orElse(Orientation.UPRIGHT);
            }
            at += 8 + length + (length & 1);
        }
        return Orientation.UPRIGHT;
    }
}
