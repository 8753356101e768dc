package org.sparselaw.pipeline.image.codec;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** What stands before the pixels of a JPEG (ITU-T T.81, annex B), and marks between them. */
final class JpegHeader {
    /** A progressive image may have any number of scans, each over all pixels: more than so many are an attack. */
    private static final int MOST_SCANS = 500;

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;

    private final Bytes bytes;
    private Header header;
    private boolean progressive;
    private int pixels;

    private JpegHeader(byte[] bytes) {
        this.bytes = new Bytes(bytes, ByteOrder.BIG_ENDIAN);
    }

    static JpegHeader read(byte[] bytes) throws UndecodableException {
        JpegHeader jpeg = new JpegHeader(bytes);
        jpeg.read();
        return jpeg;
    }

    Header header() {
        return header;
    }

    /** Whether the pixels are followed by the mark of the image's end. */
    boolean whole() {
        return count(EOI) > 0;
    }

    private void read() throws UndecodableException {
        Optional<Orientation> orientation = Optional.empty();
        int width = 0;
        int height = 0;
        int at = 2;
        while (pixels == 0) {
            while (bytes.u8(at) != 0xff || bytes.u8(at + 1) == 0xff || bytes.u8(at + 1) == 0) {
                at++; // what is no marker is passed over, as libjpeg does
            }
            int marker = bytes.u8(at + 1);
            at += 2;
            if (marker == SOI || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
                continue;
            }
            if (marker == EOI) {
                throw UndecodableException.damaged("the image ends before its pixels");
            }
            int length = bytes.u16(at);
            if (length < 2) {
                throw UndecodableException.damaged("a segment of %d bytes".formatted(length));
            }
            if (marker == SOS) {
                pixels = at + length;
            } else if (frame(marker)) {
                check(marker, at);
                height = bytes.u16(at + 3);
                width = bytes.u16(at + 5);
            } else if (marker == APP1 && orientation.isEmpty() && bytes.at(at + 2, "Exif\0\0")) {
                int end = Math.min(bytes.length(), at + length);
                orientation = Exif.orientation(Arrays.copyOfRange(bytes.all(), at + 8, Math.max(at + 8, end)));
            }
            at += length;
        }
        header = new Header(width, height, orientation.orElse(Orientation.UPRIGHT));
        if (progressive && 1 + count(SOS) > MOST_SCANS) {
            throw new UndecodableException(Fault.UNSUPPORTED_FORMAT, "a JPEG of more than " + MOST_SCANS + " scans");
        }
    }

    private static boolean frame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void check(int marker, int at) throws UndecodableException {
        int precision = bytes.u8(at + 2);
        int components = bytes.u8(at + 7);
        progressive = marker == 0xc2 || marker == 0xca;
        boolean sequential = marker == 0xc0 || marker == 0xc1 || marker == 0xc9;
        if (precision != 8 || components == 2 || components > 4 || !(progressive || sequential)) {
            throw new UndecodableException(
                    Fault.UNSUPPORTED_FORMAT,
                    "a JPEG of %d bits a sample and %d components, SOF%d"
                            .formatted(precision, components, marker - 0xc0));
        }
    }

    /** How often a marker stands after the begin of the pixels; a byte 0xff of theirs is followed by a zero. */
    private int count(int marker) {
        byte[] all = bytes.all();
        int count = 0;
        for (int i = pixels; i + 1 < all.length; i++) {
            if (all[i] == (byte) 0xff && all[i + 1] == (byte) marker) {
                count++;
            }
        }
        return count;
    }
}
