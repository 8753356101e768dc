package org.sparselaw.pipeline.image.codec;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Pairs of images side by side on one page, for the eye: ours on the left of each pair, the judge's on the right. */
final class ContactSheet {
    private static final int CELL = 96;
    private static final int PAIRS_A_ROW = 8;

    private ContactSheet() {}

    record Pair(Pixels ours, Pixels theirs) {}

    static void write(List<Pair> pairs, Path file) throws IOException {
        int rows = (pairs.size() + PAIRS_A_ROW - 1) / PAIRS_A_ROW;
        BufferedImage sheet = new BufferedImage(PAIRS_A_ROW * 2 * CELL, rows * CELL, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pairs.size(); i++) {
            int left = i % PAIRS_A_ROW * 2 * CELL;
            draw(pairs.get(i).ours(), sheet, left, i / PAIRS_A_ROW * CELL);
            draw(pairs.get(i).theirs(), sheet, left + CELL, i / PAIRS_A_ROW * CELL);
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(sheet, "png", file.toFile());
    }

    /** Fitted into a cell, its shape kept. */
    private static void draw(Pixels image, BufferedImage sheet, int left, int top) {
        int room = CELL - 4;
        double scale = Math.min((double) room / image.width(), (double) room / image.height());
        int width = Math.max(1, (int) (scale * image.width()));
        int height = Math.max(1, (int) (scale * image.height()));
        Pixels small = new Geometry(width, height, Fit.SQUASH).apply(image);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = Pixels.CHANNELS * (y * width + x);
                byte[] rgb = small.rgb();
                sheet.setRGB(
                        left + x, top + y, (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff));
            }
        }
    }
}
