package org.sparselaw.pipeline.image.codec;

/**
 * What each pixel of a resampled side is made from: some successive pixels, with whole-number weights. Everything stays exact
 * until the one division at the end, so results are the same everywhere.
 *
 * @param first of the pixels that pixel i is made from
 * @param weights of these pixels
 * @param total of the weights of each pixel
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Axis(int[] first, int[][] weights, long total) {
    /**
     * @param offset of the part that is kept
     * @param from its pixels
     * @param to pixels that it becomes
     * @param reduction pixels that each one stands for which is there; above 1 only when the side shrinks
     */
    static Axis of(int offset, int from, int to, int reduction) {
        return from >= to ? shrinking(offset, from, to, reduction) : growing(offset, from, to);
    }

    /**
     * Pixel i covers [offset + i from / to, offset + (i + 1) from / to): in units of 1 / to, a pixel that is there is
     * reduction to long, and i covers from of these units.
     */
    private static Axis shrinking(int offset, int from, int to, int reduction) {
        int[] first = new int[to];
        int[][] weights = new int[to][];
        long length = (long) reduction * to;
        for (int i = 0; i < to; i++) {
            long begin = (long) offset * to + (long) i * from;
            long end = begin + from;
            int one = (int) (begin / length);
            int last = (int) ((end - 1) / length);
            first[i] = one;
            weights[i] = new int[last - one + 1];
            for (int p = one; p <= last; p++) {
                weights[i][p - one] = (int) (Math.min(end, (p + 1) * length) - Math.max(begin, p * length));
            }
        }
        return new Axis(first, weights, from);
    }

    /** The centre of pixel i is at (i + 1/2) from / to - 1/2, between two centres; in units of 1 / (2 to). */
    private static Axis growing(int offset, int from, int to) {
        int[] first = new int[to];
        int[][] weights = new int[to][];
        for (int i = 0; i < to; i++) {
            long centre = (2L * i + 1) * from - to;
            int one = (int) Math.floorDiv(centre, 2L * to);
            int share = (int) (centre - 2L * to * one);
            first[i] = offset + Math.min(Math.max(one, 0), Math.max(0, from - 2));
            boolean edge = one < 0 || one >= from - 1;
            if (from == 1) {
                weights[i] = new int[] {2 * to};
            } else if (edge) {
                weights[i] = one < 0 ? new int[] {2 * to, 0} : new int[] {0, 2 * to};
            } else {
                weights[i] = new int[] {2 * to - share, share};
            }
        }
        return new Axis(first, weights, 2L * to);
    }

    /** Behind the last pixel that any is made from. */
    int end() {
        int last = pixels() - 1;
        return first[last] + weights[last].length;
    }

    int pixels() {
        return first.length;
    }
}
