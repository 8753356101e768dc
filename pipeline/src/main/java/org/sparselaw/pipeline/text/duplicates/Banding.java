package org.sparselaw.pipeline.text.duplicates;

import java.io.Serializable;

/**
 * How the hashes of a signature are compared: two texts are taken for near-duplicates when all rows of at least one band are equal.
 */
public record Banding(int bands, int rows) implements Serializable {
    private static final int POINTS = 1000;

    /**
     * The banding within so many hashes whose errors at a threshold are least: the area of {@link #probability} below the threshold,
     * where pairs ought not to be found, plus that of its complement above (as datasketch chooses it).
     *
     * @param threshold Jaccard similarity from which on texts are near-duplicates
     */
    public static Banding of(double threshold, int hashes) {
        Banding best = new Banding(1, 1);
        double least = Double.POSITIVE_INFINITY;
        for (int bands = 1; bands <= hashes; bands++) {
            for (int rows = 1; rows <= hashes / bands; rows++) {
                Banding banding = new Banding(bands, rows);
                double error = banding.error(threshold);
                if (error < least) {
                    least = error;
                    best = banding;
                }
            }
        }
        return best;
    }

    /** That two texts of a Jaccard similarity are found: 1 - (1 - s^rows)^bands (Leskovec, Rajaraman and Ullman, 3.4.2). */
    public double probability(double similarity) {
        return 1 - StrictMath.pow(1 - StrictMath.pow(similarity, rows), bands);
    }

    private double error(double threshold) {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            double s = (i + .5) / POINTS;
            double found = probability(s);
            sum += s < threshold ? found : 1 - found;
        }
        return sum / POINTS;
    }
}
