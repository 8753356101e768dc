package org.sparselaw.pipeline.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.pipeline.Shared;

/** Beside libjpeg-turbo, whose reduced pixels are of the same means and are rounded once more. */
class TestReducedJpeg {
    private static final double MEAN = .5;
    private static final int MOST = 3;

    private final Random random = new Random(5);

    @ParameterizedTest
    @CsvSource({
        // width, height, type of BufferedImage, quality, restart interval in MCUs
        "64, 64, 1, .9, 0",
        "101, 67, 1, .9, 0",
        "500, 375, 1, .95, 0",
        "33, 1, 1, .5, 0",
        "3, 200, 1, .75, 0",
        "101, 67, 10, .9, 0",
        "101, 67, 1, .9, 1",
        "200, 120, 1, .2, 5",
        "101, 67, 10, .9, 11",
    })
    void drawnImages(int width, int height, int type, float quality, int restartInterval) throws Exception {
        byte[] jpeg = jpeg(drawn(width, height, type), quality, restartInterval);
        assertThat(indexOf(jpeg, 0xdd) > 0).as("has restart markers").isEqualTo(restartInterval > 0);
        assertLikeLibjpeg("drawn", jpeg, 4);
        assertLikeLibjpeg("drawn", jpeg, 8);
    }

    @Test
    void theCommonKindAmongFilesOfTheWorld() throws Exception {
        int common = 0;
        for (String folder : List.of("odd-libjpeg-turbo", "odd-pillow", "odd-exif-orientation", "photos-18f")) {
            try (Stream<Path> files = Files.walk(Shared.data("images/" + folder))) {
                for (Path file : files.sorted().filter(Files::isRegularFile).toList()) {
                    byte[] image = Files.readAllBytes(file);
                    if (ImageFormat.of(image).equals(Optional.of(ImageFormat.JPEG))
                            && ReducedJpeg.decode(image, 4).isPresent()) {
                        assertLikeLibjpeg(file.toString(), image, 4);
                        assertLikeLibjpeg(file.toString(), image, 8);
                        common++;
                    }
                }
            }
        }
        assertThat(common).isGreaterThan(50);
    }

    @Test
    void progressiveOnesAreLeftToLibjpeg() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam progressive = writer.getDefaultWriteParam();
        progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        writer.setOutput(ImageIO.createImageOutputStream(out));
        BufferedImage image = drawn(64, 64, BufferedImage.TYPE_INT_RGB);
        writer.write(null, new IIOImage(image, null, null), progressive);
        writer.dispose();
        assertThat(ReducedJpeg.decode(out.toByteArray(), 8)).isEmpty();
    }

    @Test
    void truncatedOnesAreLeftToLibjpeg() throws Exception {
        for (int restartInterval : new int[] {0, 4}) {
            byte[] jpeg = jpeg(drawn(101, 67, BufferedImage.TYPE_INT_RGB), .9f, restartInterval);
            for (int length = 2; length < jpeg.length - 2; length += 7) {
                assertThat(ReducedJpeg.decode(Arrays.copyOf(jpeg, length), 8))
                        .as("%d of %d bytes", length, jpeg.length)
                        .isEmpty();
            }
        }
    }

    @Test
    void aHeaderThatEndsBehindTheFileIsLeftToLibjpeg() throws Exception {
        byte[] jpeg = jpeg(drawn(101, 67, BufferedImage.TYPE_INT_RGB), .9f, 0);
        jpeg[indexOf(jpeg, 0xda) + 2] = (byte) 0xff;
        assertThat(ReducedJpeg.decode(jpeg, 8)).isEmpty();
    }

    @Test
    void damageIsMetWithPixelsOrWithNone() throws Exception {
        byte[] jpeg = jpeg(drawn(101, 67, BufferedImage.TYPE_INT_RGB), .9f, 4);
        int none = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = jpeg.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[2 + random.nextInt(jpeg.length - 2)] = (byte) random.nextInt(256);
            }
            Optional<Raster> raster = ReducedJpeg.decode(damaged, 4);
            none += raster.isEmpty() ? 1 : 0;
            raster.ifPresent(pixels -> assertThat(pixels.pixels().rgb()).isNotEmpty());
        }
        assertThat(none).isBetween(300, 2700);
    }

    /** Every byte before the pixels, in turn. */
    @Test
    void aDamagedHeaderIsMetWithPixelsOrWithNone() throws Exception {
        byte[] jpeg = jpeg(drawn(48, 32, BufferedImage.TYPE_INT_RGB), .9f, 4);
        int pixels = indexOf(jpeg, 0xda) + 14;
        int none = 0;
        for (int at = 2; at < pixels; at++) {
            for (int value : new int[] {0, 1, 0x10, 0x7f, 0xff}) {
                byte[] damaged = jpeg.clone();
                damaged[at] = (byte) value;
                if (smallEnough(damaged)) {
                    none += ReducedJpeg.decode(damaged, 4).isEmpty() ? 1 : 0;
                }
            }
        }
        assertThat(none).isGreaterThan(100);
    }

    /** As the decoder has it before any pixel is decoded. */
    private static boolean smallEnough(byte[] jpeg) {
        try {
            Header header = JpegHeader.read(jpeg).header();
            return (long) header.width() * header.height() < 1 << 24;
        } catch (UndecodableException e) {
            return false;
        }
    }

    private static void assertLikeLibjpeg(String name, byte[] jpeg, int reduction) throws Exception {
        Pixels ours = ReducedJpeg.decode(jpeg, reduction).orElseThrow().pixels();
        Pixels libjpegs =
                Leptonica.decodeJpeg(jpeg, reduction, JpegHeader.read(jpeg)).pixels();
        assertThat(List.of(ours.width(), ours.height())).isEqualTo(List.of(libjpegs.width(), libjpegs.height()));
        long sum = 0;
        int most = 0;
        for (int i = 0; i < ours.rgb().length; i++) {
            int difference = Math.abs((ours.rgb()[i] & 0xff) - (libjpegs.rgb()[i] & 0xff));
            sum += difference;
            most = Math.max(most, difference);
        }
        assertThat((double) sum / ours.rgb().length).as("mean of %s", name).isLessThan(MEAN);
        assertThat(most).as("greatest of %s", name).isLessThanOrEqualTo(MOST);
    }

    /** Slopes, with noise in one half. */
    private BufferedImage drawn(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = 2 * x < width ? 0 : random.nextInt(0x1000000);
                int slope = ((255 * x / width) << 16) | ((255 * y / height) << 8) | (255 * (width - x) / width);
                image.setRGB(x, y, noise != 0 ? (noise & 0x3f3f3f) + (slope & 0x7f7f7f) : slope);
            }
        }
        return image;
    }

    private static byte[] jpeg(BufferedImage image, float quality, int restartInterval) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam options = writer.getDefaultWriteParam();
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionQuality(quality);
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), options);
        if (restartInterval > 0) {
            IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
            IIOMetadataNode interval = new IIOMetadataNode("dri");
            interval.setAttribute("interval", Integer.toString(restartInterval));
            root.getElementsByTagName("markerSequence").item(0).appendChild(interval);
            metadata.setFromTree(metadata.getNativeMetadataFormatName(), root);
        }
        writer.setOutput(ImageIO.createImageOutputStream(out));
        writer.write(null, new IIOImage(image, null, metadata), options);
        writer.dispose();
        return out.toByteArray();
    }

    private static int indexOf(byte[] jpeg, int marker) {
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) marker) {
                return i;
            }
        }
        return -1;
    }
}
