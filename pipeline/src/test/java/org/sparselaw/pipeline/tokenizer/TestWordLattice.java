package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The word "abc" with the pieces a .2, ab .3, b .1, bc .25, c .15: three segmentations, worked out by hand. */
class TestWordLattice {
    private static final TrainingModel MODEL = new TrainingModel(
            Stream.of("a", "ab", "b", "bc", "c").map(TestWordLattice::utf8).toArray(byte[][]::new),
            new double[] {Math.log(.2), Math.log(.3), Math.log(.1), Math.log(.25), Math.log(.15)});

    private static WordLattice lattice(String word) {
        WordLattice lattice = new WordLattice();
        lattice.fill(utf8(word), MODEL);
        return lattice;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void expectsPiecesByTheProbabilityOfTheirSegmentations() {
        // a b c .003, a bc .05, ab c .045; together .098
        double[] expected = new double[5];
        lattice("abc").addExpected(MODEL, 2, expected);
        assertThat(expected)
                .containsExactly(
                        new double[] {2 * .053 / .098, 2 * .045 / .098, 2 * .003 / .098, 2 * .05 / .098, 2 * .048 / .098
                        },
                        within(1e-12));
    }

    @Test
    void findsTheBestSegmentationAndTheBestSplit() {
        assertThat(lattice("abc").bestPath(MODEL)).containsExactly(0, 3);
        assertThat(lattice("ab").bestPath(MODEL)).containsExactly(1);
        assertThat(lattice("ab").bestSplit(MODEL)).containsExactly(0, 2);
        assertThat(lattice("a").bestSplit(MODEL)).isEmpty();
    }

    @Test
    void crossesCharactersWithoutAPiece() {
        assertThat(lattice("a\u00e9c").bestPath(MODEL)).containsExactly(0, WordLattice.UNKNOWN, 4);
        double[] expected = new double[5];
        lattice("a\u00e9c").addExpected(MODEL, 1, expected);
        assertThat(expected).containsExactly(new double[] {1, 0, 0, 0, 1}, within(1e-12));
    }

    @Test
    void staysInRangeOnTheLongestWordsOfTheRarestPieces() {
        TrainingModel rare =
                new TrainingModel(new byte[][] {utf8("a"), utf8("b")}, new double[] {Math.log(1e-12), Math.log(.9)});
        WordLattice lattice = new WordLattice();
        lattice.fill(utf8("a".repeat(32) + "b".repeat(32)), rare);
        double[] expected = new double[2];
        lattice.addExpected(rare, 1, expected);
        assertThat(expected).containsExactly(new double[] {32, 32}, within(1e-9));
    }

    @Test
    void computesTheDigammaFunction() {
        // Abramowitz and Stegun 6.3.2, 6.3.3, and psi(n + 1) = psi(n) + 1/n
        assertThat(Maximization.digamma(1)).isCloseTo(-0.5772156649015329, within(1e-9));
        assertThat(Maximization.digamma(0.5)).isCloseTo(-1.9635100260214235, within(1e-9));
        assertThat(Maximization.digamma(10)).isCloseTo(2.251752589066721, within(1e-9));
    }
}
