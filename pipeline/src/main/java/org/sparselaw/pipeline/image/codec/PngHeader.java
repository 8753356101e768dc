package org.sparselaw.pipeline.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The chunks of a PNG (third edition) besides its pixels: size, orientation, and a transparent colour. */
final class PngHeader {
    private static final int SIGNATURE = 8;
    private static final int COLOUR_TYPE = 25;

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
            String type = new String(bytes.all(), at + 4, 4, ISO_8859_1);
            switch (type) {
                case "tRNS" ->
                    transparency = bytes.u8(COLOUR_TYPE) == PngTransparency.PALETTE
                            ? Optional.empty()
                            : Optional.of(PngTransparency.read(bytes, at, length));
                case "eXIf" -> orientation = first(orientation, Exif.orientation(data(at, length)));
                case "tEXt", "zTXt", "iTXt", "iCCP" ->
                    orientation = first(
                            orientation, PngText.read(type, data(at, length)).orientation());
                default -> {}
            }
            at += length + 12;
        }
        header = new Header(width, height, orientation.orElse(Orientation.UPRIGHT));
    }

    private byte[] data(int chunk, int length) {
        return Arrays.copyOfRange(bytes.all(), chunk + 8, chunk + 8 + length);
    }

    private static Optional<Orientation> first(Optional<Orientation> found, Optional<Orientation> next) {
        return found.isPresent() ? found : next;
    }
}
