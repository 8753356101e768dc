package org.sparselaw.pipeline.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** A chunk of a PNG that has a keyword and, packed or not, something to read: tEXt, zTXt, iTXt, or the profile in iCCP. */
record PngText(String keyword, String text) {
    /** As Pillow has it; text is ignored by us, all but an orientation. */
    private static final int MOST_BYTES = 1 << 20;

    /** @throws UndecodableException when it unpacks to more than 1 MiB */
    static PngText read(String type, byte[] chunk) throws UndecodableException {
        int keyword = end(chunk, 0);
        int begin = switch (type) {
            case "tEXt" -> keyword + 1;
            case "iTXt" -> end(chunk, end(chunk, keyword + 3) + 1) + 1; // past flag, method, language, translation
            default -> keyword + 2;
        };
        boolean packed = !type.equals("tEXt")
                && (!type.equals("iTXt") || (keyword + 1 < chunk.length && chunk[keyword + 1] == 1));
        int length = Math.max(0, chunk.length - begin);
        String text = packed
                ? unpack(chunk, Math.min(begin, chunk.length), length)
                : new String(chunk, Math.min(begin, chunk.length), length, ISO_8859_1);
        return new PngText(new String(chunk, 0, keyword, ISO_8859_1), text);
    }

    private static int end(byte[] chunk, int from) {
        int at = Math.min(from, chunk.length);
        while (at < chunk.length && chunk[at] != 0) {
            at++;
        }
        return at;
    }

    private static String unpack(byte[] chunk, int begin, int length) throws UndecodableException {
        byte[] unpacked;
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(chunk, begin, length))) {
            unpacked = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            return ""; // as text that is not there
        }
        if (unpacked.length > MOST_BYTES) {
            throw new UndecodableException(
                    Fault.DECOMPRESSION_BOMB,
                    "a text beside the pixels unpacks to more than %d bytes".formatted(MOST_BYTES));
        }
        return new String(unpacked, ISO_8859_1);
    }

    /** The orientation in XMP, or in Exif as ImageMagick writes it: a name, a length, and lines of hexadecimal digits. */
    Optional<Orientation> orientation() {
        if (keyword.equals("XML:com.adobe.xmp")) {
            return Exif.orientationOfXmp(text);
        }
        String[] lines = keyword.equals("Raw profile type exif") ? text.strip().split("\n", 3) : new String[0];
        String digits = lines.length < 3 ? "" : lines[2].replaceAll("\\s", "");
        return digits.matches("[0-9a-fA-F]*") && digits.length() % 2 == 0
                ? Exif.orientation(HexFormat.of().parseHex(digits))
                : Optional.empty();
    }
}
