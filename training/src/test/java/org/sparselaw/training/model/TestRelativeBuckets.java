package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worked out by hand for 32 buckets up to distance 128. Both ways: 8 exact distances, then bucket 8 + floor(2 log2(d / 8)),
 * the bounds being 8, 11.3, 16, 22.6, 32, 45.3, 64, 90.5. One way: 16 exact, then 16 + floor(16/3 log2(d / 16)).
 */
class TestRelativeBuckets {
    private final RelativeBuckets buckets = new RelativeBuckets(32, 128);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "7, 7",
        "8, 8",
        "11, 8",
        "12, 9",
        "15, 9",
        "16, 10",
        "22, 10",
        "23, 11",
        "31, 11",
        "32, 12",
        "45, 12",
        "46, 13",
        "63, 13",
        "64, 14",
        "90, 14",
        "91, 15",
        "128, 15",
        "5000, 15"
    })
    void keysBefore(int distance, int bucket) {
        assertThat(buckets.bidirectional(distance, 0)).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({"1, 17", "7, 23", "8, 24", "15, 25", "16, 26", "63, 29", "64, 30", "91, 31", "5000, 31"})
    void keysAfterHaveBucketsOfTheirOwn(int distance, int bucket) {
        assertThat(buckets.bidirectional(3, 3 + distance)).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "15, 15",
        "16, 16",
        "18, 16",
        "19, 17",
        "20, 17",
        "21, 18",
        "31, 21",
        "32, 21",
        "64, 26",
        "112, 30",
        "113, 31",
        "128, 31",
        "5000, 31"
    })
    void causalBucketsReachTwiceAsFar(int distance, int bucket) {
        assertThat(buckets.unidirectional(distance, 0)).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 700", "5, 6"})
    void keysNotSeenShareBucketZero(int query, int key) {
        assertThat(buckets.unidirectional(query, key)).isZero();
    }
}
