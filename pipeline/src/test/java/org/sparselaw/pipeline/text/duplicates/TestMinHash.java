package org.sparselaw.pipeline.text.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestMinHash {
    private static final int PAIRS = 5000;

    @ParameterizedTest
    @CsvSource({
        "9, 13, 0.6",
        "9, 13, 0.7",
        "9, 13, 0.8",
        "9, 13, 0.9",
        "14, 8, 0.5",
        "14, 8, 0.7",
        "14, 8, 0.8",
        "25, 5, 0.5",
        "1, 1, 0.3",
        "20, 3, 0.2"
    })
    void pairsAreFoundAsOftenAsTheTheorySays(int bands, int rows, double similarity) {
        Banding banding = new Banding(bands, rows);
        MinHash minHash = new MinHash(banding);
        Random random = new Random(7);
        int found = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            // Of 100 members of the union, so many are common: the similarity is exact.
            int[] union = random.ints(100).toArray();
            int common = (int) Math.round(100 * similarity);
            int rest = (100 - common) / 2;
            long[] a = minHash.bands(Arrays.copyOf(union, common + rest));
            long[] b = minHash.bands(
                    IntStream.concat(Arrays.stream(union, 0, common), Arrays.stream(union, common + rest, 100))
                            .toArray());
            found += IntStream.range(0, bands).anyMatch(i -> a[i] == b[i]) ? 1 : 0;
        }
        assertThat((double) found / PAIRS).isCloseTo(banding.probability(similarity), within(.02));
    }

    @Test
    void theTheoryIsThatOfTheTextbook() {
        // Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, figure 3.8: 20 bands of 5 rows.
        Banding banding = new Banding(20, 5);
        assertThat(banding.probability(.2)).isCloseTo(.006, within(.0005));
        assertThat(banding.probability(.3)).isCloseTo(.047, within(.0005));
        assertThat(banding.probability(.4)).isCloseTo(.186, within(.0005));
        assertThat(banding.probability(.5)).isCloseTo(.470, within(.0005));
        assertThat(banding.probability(.6)).isCloseTo(.802, within(.0005));
        assertThat(banding.probability(.7)).isCloseTo(.975, within(.0005));
        assertThat(banding.probability(.8)).isCloseTo(.9996, within(.00005));
    }

    @Test
    void theBandingSuitsTheThreshold() {
        assertThat(Banding.of(.5, 128)).isEqualTo(new Banding(25, 5));
        assertThat(Banding.of(.8, 128)).isEqualTo(new Banding(9, 13));
        assertThat(Banding.of(.9, 128)).isEqualTo(new Banding(5, 25));
    }

    @Test
    void shinglesAreRunsOfWordsWhateverTheirCaseAndPunctuation() {
        int[] shingles = Shingles.of("The cat, the DOG; the cat.", 2);
        assertThat(shingles).hasSize(5).isEqualTo(Shingles.of("the cat the dog the cat", 2));
        assertThat(shingles[0]).isEqualTo(shingles[4]);
        assertThat(Arrays.stream(shingles).distinct()).hasSize(4);
        assertThat(Shingles.of("ab c", 2)).doesNotContain(Shingles.of("a bc", 2)[0]);
    }

    @Test
    void aShortTextIsOneShingleAndOneWithoutWordsNone() {
        assertThat(Shingles.of("two words", 5)).hasSize(1).isEqualTo(Shingles.of("Two words!", 5));
        assertThat(Shingles.of(" ... ", 5)).isEmpty();
    }

    @Test
    void eachIdeographIsAWord() {
        assertThat(Shingles.of("\u4f60\u597d\u8bf7\u95ee", 2)).hasSize(3);
        assertThat(Shingles.of("ab\u4f60cd", 1)).hasSize(3);
        assertThat(Shingles.of("\ud840\udc00\ud840\udc01", 1)).hasSize(2);
    }
}
