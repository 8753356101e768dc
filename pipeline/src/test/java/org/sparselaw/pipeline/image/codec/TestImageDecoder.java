package org.sparselaw.pipeline.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.sparselaw.pipeline.Shared;
import org.sparselaw.pipeline.image.DrawnImages;

class TestImageDecoder {
    private static final int LIMIT = 1 << 20;

    private static Pixels decode(byte[] image) throws UndecodableException {
        return new ImageDecoder(LIMIT, new Background(0, 0, 200)).decode(image);
    }

    private static void assertRejected(ThrowingCallable decoding, Fault fault, String message) {
        assertThatThrownBy(decoding).isInstanceOfSatisfying(UndecodableException.class, e -> {
            assertThat(e.fault()).isEqualTo(fault);
            assertThat(e).hasMessageContaining(message);
        });
    }

    @Test
    void losslessFormatsGiveTheDrawnPixels() throws Exception {
        for (String format : new String[] {"png", "bmp"}) {
            Pixels decoded =
                    decode(DrawnImages.encoded(format, 5, 3, (x, y) -> ((x * 50) << 16) | ((y * 90) << 8) | 17));
            assertThat(decoded.width()).isEqualTo(5);
            for (int i = 0; i < 15; i++) {
                assertThat(Arrays.copyOfRange(decoded.rgb(), 3 * i, 3 * i + 3))
                        .containsExactly((byte) (i % 5 * 50), (byte) (i / 5 * 90), (byte) 17);
            }
        }
    }

    @Test
    void whatIsTransparentShowsTheBackground() throws Exception {
        // Grey with alpha: 100 at full, half and no opacity.
        byte[] png = png(3, 1, 8, 4, new byte[] {0, 100, (byte) 255, 100, (byte) 128, 100, 0});
        assertThat(decode(png).rgb()).containsExactly(100, 100, 100, 50, 50, (byte) 150, 0, 0, (byte) 200);
    }

    @Test
    void oneColourOfAnOpaquePngMayBeTransparent() throws Exception {
        byte[] png = png(2, 1, 8, 0, new byte[] {0, 7, 9}, chunk("tRNS", new byte[] {0, 9}));
        assertThat(decode(png).rgb()).containsExactly(7, 7, 7, 0, 0, (byte) 200);
    }

    @Test
    void bombsAreRejectedByTheirHeaders() {
        assertRejected(
                () -> decode(png(1_000_000, 1_000_000, 8, 2, new byte[10])),
                Fault.TOO_MANY_PIXELS,
                "the header says 1000000 x 1000000 pixels, above the limit of 1048576");
        assertRejected(() -> decode(jpegOf(65_500, 65_500)), Fault.TOO_MANY_PIXELS, "65500 x 65500");
        assertRejected(() -> decode(gif(60_000, 60_000, 1, 1)), Fault.TOO_MANY_PIXELS, "60000 x 60000");
        assertRejected(() -> decode(gif(1, 1, 60_000, 60_000)), Fault.TOO_MANY_PIXELS, "60000 x 60000");
        assertRejected(() -> decode(bmp(-1, 5)), Fault.DAMAGED_IMAGE, "the header says -1 x 5 pixels");
        assertRejected(() -> decode(bmp(40_000, -40_000)), Fault.TOO_MANY_PIXELS, "40000 x 40000");
        assertRejected(
                () -> decode("RIFF\0\0\0\0WEBPVP8X\12\0\0\0\0\0\0\0\u00ff\u00ff\0\u00ff\u00ff\0".getBytes(ISO_8859_1)),
                Fault.TOO_MANY_PIXELS,
                "65536 x 65536");
    }

    @Test
    void textThatUnpacksToMuchIsRejected() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write("Comment\0\0".getBytes(ISO_8859_1));
        try (DeflaterOutputStream out = new DeflaterOutputStream(text)) {
            out.write(new byte[8 << 20]);
        }
        byte[] png = png(1, 1, 8, 0, new byte[] {0, 7}, chunk("zTXt", text.toByteArray()));
        assertRejected(() -> decode(png), Fault.DECOMPRESSION_BOMB, "unpacks to more than 1048576 bytes");
    }

    @Test
    void aJpegOfVeryManyScansIsRejected() {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        jpeg.writeBytes(
                new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc2, 0, 11, 8, 0, 8, 0, 8, 1, 1, 17, 0});
        for (int scan = 0; scan < 501; scan++) {
            jpeg.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 0});
        }
        assertRejected(() -> decode(jpeg.toByteArray()), Fault.UNSUPPORTED_FORMAT, "a JPEG of more than 500 scans");
    }

    @Test
    void otherBytesAreNoImage() {
        assertRejected(() -> decode(new byte[0]), Fault.UNKNOWN_FORMAT, "begins neither as JPEG");
        assertRejected(() -> decode("P6 1 1 255 abc".getBytes(ISO_8859_1)), Fault.UNKNOWN_FORMAT, "begins neither");
    }

    /** Neither crash nor exception of another kind, whatever the bytes are. */
    @Test
    void damageIsAlwaysTold() throws IOException {
        Random random = new Random(3);
        int rejected = 0;
        for (String name : List.of(
                "hopper.jpg",
                "hopper_gray.jpg",
                "app13-multiple.jpg",
                "pil_sample_cmyk.jpg",
                "hopper.png",
                "exif_imagemagick_orientation.png",
                "p_trns_single.png",
                "hopper.gif",
                "hopper.bmp",
                "hopper_rle8_grayscale.bmp",
                "hopper.webp",
                "hopper_orientation_5.webp")) {
            Path file = Shared.data("images/odd-pillow").resolve(name);
            byte[] good = Files.readAllBytes(file);
            for (int round = 0; round < 60; round++) {
                byte[] bad = round % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
                for (int flips = round % 3 == 0 ? 0 : 1 + random.nextInt(20); flips > 0; flips--) {
                    int reach = round % 3 == 1 ? Math.min(700, bad.length) : bad.length;
                    bad[random.nextInt(reach)] = (byte) random.nextInt(256);
                }
                try {
                    Pixels decoded = decode(bad);
                    assertThat(decoded.width() * decoded.height()).isLessThanOrEqualTo(LIMIT);
                } catch (UndecodableException e) {
                    rejected++;
                }
            }
        }
        assertThat(rejected).isGreaterThan(200);
    }

    private static byte[] png(int width, int height, int depth, int colour, byte[] rows, byte[]... chunks)
            throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
        png.write(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colour)
                        .array()));
        for (byte[] chunk : chunks) {
            png.write(chunk);
        }
        Deflater deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        byte[] packed = new byte[1000];
        png.write(chunk("IDAT", Arrays.copyOf(packed, deflater.deflate(packed))));
        png.write(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(type.getBytes(ISO_8859_1))
                .put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, data.length + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    private static byte[] jpegOf(int width, int height) {
        return ByteBuffer.allocate(40)
                .putInt(0xffd8ffc0)
                .putShort((short) 11)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .put(new byte[] {1, 1, 17, 0, (byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0})
                .array();
    }

    private static byte[] gif(int width, int height, int frameWidth, int frameHeight) {
        ByteBuffer gif = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        gif.put("GIF89a".getBytes(ISO_8859_1)).putShort((short) width).putShort((short) height);
        gif.put(new byte[3]).put((byte) 0x2c).putInt(0);
        return gif.putShort((short) frameWidth).putShort((short) frameHeight).array();
    }

    private static byte[] bmp(int width, int height) {
        ByteBuffer bmp = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put("BM".getBytes(ISO_8859_1)).position(14);
        return bmp.putInt(40).putInt(width).putInt(height).array();
    }
}
