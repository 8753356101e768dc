package org.sparselaw.pipeline.image.codec;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The orientation in metadata: Exif 2.3 (a TIFF header and a directory of tags) or XMP. Damaged metadata say nothing. */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY = 12;
    private static final Pattern XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([0-9])");

    private Exif() {}

    /** @param tiff from its byte-order mark on, or from {@code Exif\0\0} before it */
    static Optional<Orientation> orientation(byte[] tiff) {
        if (new Bytes(tiff, ByteOrder.BIG_ENDIAN).at(0, "Exif\0\0")) {
            return orientation(Arrays.copyOfRange(tiff, 6, tiff.length));
        }
        try {
            Bytes little = new Bytes(tiff, ByteOrder.LITTLE_ENDIAN);
            Bytes bytes = little.at(0, "II") ? little : new Bytes(tiff, ByteOrder.BIG_ENDIAN);
            int directory = bytes.i32(4);
            int entries = bytes.u16(directory);
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY;
                if (bytes.u16(entry) == ORIENTATION) {
                    return Optional.of(Orientation.of(bytes.u16(entry + 8)));
                }
            }
        } catch (UndecodableException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    static Optional<Orientation> orientationOfXmp(String xmp) {
        Matcher matcher = XMP.matcher(xmp);
        return matcher.find() ? Optional.of(Orientation.of(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }
}
