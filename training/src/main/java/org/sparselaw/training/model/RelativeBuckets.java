package org.sparselaw.training.model;

/**
 * The bucket of a relative position (Raffel et al. 2020, section 2.1, as in the released code): exact for short distances, then
 * logarithmic up to a greatest distance, beyond which all share the last bucket.
 *
 * @param buckets of both directions together
 */
record RelativeBuckets(int buckets, int maxDistance) {

    /** For a query that sees both ways: half of the buckets for keys before and at the query, half for keys after. */
    int bidirectional(int query, int key) {
        int half = buckets / 2;
        int distance = Math.abs(key - query);
        return (key > query ? half : 0) + byDistance(distance, half);
    }

    /** For a query that sees only what came before; keys after it share bucket 0. */
    int unidirectional(int query, int key) {
        return byDistance(Math.max(query - key, 0), buckets);
    }

    /** The first half of the buckets are distances 0, 1, 2...; in the others the distance grows geometrically. */
    private int byDistance(int distance, int count) {
        int exact = count / 2;
        if (distance < exact) {
            return distance;
        }
        // The released code rounds to float here; for 8 to 64 buckets up to 64 to 512 no distance gets another bucket.
        double position = Math.log((double) distance / exact) / Math.log((double) maxDistance / exact);
        return Math.min(count - 1, exact + (int) (position * (count - exact)));
    }
}
