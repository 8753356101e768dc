package org.sparselaw.pipeline.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** The chunks of a PNG (third edition) besides its pixels: size, orientation, and a transparent colour. */
final class PngHeader {
    private static final int SIGNATURE = 8;
    private static final int MOST_TEXT = 1 << 20;
    private static final String RAW_EXIF = "Raw profile type exif";
    private static final String XMP = "XML:com.adobe.xmp";

    private final Bytes bytes;
    private Header header;
    private Optional<PngTransparency> transparency = Optional.empty();

    private PngHeader(byte[] bytes) {
        this.bytes = new Bytes(bytes, ByteOrder.BIG_ENDIAN);
    }

    static PngHeader read(byte[] bytes) throws UndecodableException {
        PngHeader png = new PngHeader(bytes);
        png.read();
        return png;
    }

    Header header() {
        return header;
    }

    /** The one colour that is transparent, of an image without palette. */
    Optional<PngTransparency> transparency() {
        return transparency;
    }

    private void read() throws UndecodableException {
        Optional<Orientation> orientation = Optional.empty();
        if (!bytes.at(SIGNATURE + 4, "IHDR")) {
            throw UndecodableException.damaged("the PNG does not begin with IHDR");
        }
        int width = bytes.i32(SIGNATURE + 8);
        int height = bytes.i32(SIGNATURE + 12);
        for (int at = SIGNATURE; at + 12 <= bytes.length() && !bytes.at(at + 4, "IEND"); ) {
            int length = bytes.i32(at);
            if (length < 0 || length > bytes.length() - at - 12) {
                break; // damage is for the decoder to find
            }
            if (orientation.isEmpty()) {
                orientation = orientation(at + 4, length);
            }
            if (bytes.at(at + 4, "tRNS") && bytes.u8(SIGNATURE + 17) != PngTransparency.PALETTE) {
                transparency = Optional.of(PngTransparency.read(bytes, at, length));
            }
            at += length + 12;
        }
        header = new Header(width, height, orientation.orElse(Orientation.UPRIGHT));
    }

    private Optional<Orientation> orientation(int type, int length) {
        byte[] data = Arrays.copyOfRange(bytes.all(), type + 4, type + 4 + length);
        if (bytes.at(type, "eXIf")) {
            return Exif.orientation(data);
        }
        if (length > MOST_TEXT) {
            return Optional.empty();
        }
        if (bytes.at(type, "iTXt") && bytes.at(type + 4, XMP)) {
            return Exif.orientationOfXmp(data);
        }
        if (bytes.at(type, "zTXt") && bytes.at(type + 4, RAW_EXIF + "\0\0")) {
            return rawProfile(inflate(data, RAW_EXIF.length() + 2));
        }
        if (bytes.at(type, "tEXt") && bytes.at(type + 4, RAW_EXIF + "\0")) {
            return rawProfile(new String(data, ISO_8859_1).substring(RAW_EXIF.length() + 1));
        }
        return Optional.empty();
    }

    private static String inflate(byte[] data, int offset) {
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(data, offset, data.length - offset))) {
            return new String(in.readNBytes(MOST_TEXT), ISO_8859_1);
        } catch (IOException e) {
            return ""; // as text that is not there
        }
    }

    /** As ImageMagick writes it: a name, a length, and lines of hexadecimal digits. */
    private static Optional<Orientation> rawProfile(String text) {
        String[] lines = text.strip().split("\n", 3);
        String digits = lines.length < 3 ? "" : lines[2].replaceAll("\\s", "");
        return digits.matches("(?:[0-9a-fA-F]{2})+")
                ? Exif.orientation(HexFormat.of().parseHex(digits))
                : Optional.empty();
    }
}
