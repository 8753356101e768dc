package org.sparselaw.pipeline.image.codec;

/** How a stored raster is to be turned to stand upright: the tag Orientation (0x0112) of Exif 2.3. */
enum Orientation {
    UPRIGHT,
    MIRRORED,
    UPSIDE_DOWN,
    MIRRORED_UPSIDE_DOWN,
    TRANSPOSED,
    RIGHT_TURN,
    TRANSVERSE,
    LEFT_TURN;

    /** @param tag its value; one that has no meaning is taken for upright, as readers do */
    static Orientation of(int tag) {
        return switch (tag) {
            case 2 -> MIRRORED;
            case 3 -> UPSIDE_DOWN;
            case 4 -> MIRRORED_UPSIDE_DOWN;
            case 5 -> TRANSPOSED;
            case 6 -> RIGHT_TURN;
            case 7 -> TRANSVERSE;
            case 8 -> LEFT_TURN;
            default -> UPRIGHT;
        };
    }

    /** Whether width and height change places. */
    boolean swaps() {
        return switch (this) {
            case UPRIGHT, MIRRORED, UPSIDE_DOWN, MIRRORED_UPSIDE_DOWN -> false;
            case TRANSPOSED, RIGHT_TURN, TRANSVERSE, LEFT_TURN -> true;
        };
    }

    Pixels apply(Pixels stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swaps() ? stored.height() : stored.width();
        int height = swaps() ? stored.width() : stored.height();
        byte[] from = stored.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at += Pixels.CHANNELS) {
                int source = Pixels.CHANNELS * source(x, y, stored.width(), stored.height());
                to[at] = from[source];
                to[at + 1] = from[source + 1];
                to[at + 2] = from[source + 2];
            }
        }
        return new Pixels(width, height, to);
    }

    /** The number of the stored pixel that stands at (x, y). */
    private int source(int x, int y, int width, int height) {
        int right = width - 1;
        int bottom = height - 1;
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRRORED -> y * width + right - x;
            case UPSIDE_DOWN -> (bottom - y) * width + right - x;
            case MIRRORED_UPSIDE_DOWN -> (bottom - y) * width + x;
            case TRANSPOSED -> x * width + y;
            case RIGHT_TURN -> (bottom - x) * width + y;
            case TRANSVERSE -> (bottom - x) * width + right - y;
            case LEFT_TURN -> x * width + right - y;
        };
    }
}
