package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestPruningSchedule {
    @Test
    void theCubicRampIsTheOneWorkedByHand() {
        // p = 0, 1/4, 2/4, 3/4, 1 and 1 - (1 - p)^3
        Gradual ramp = new Gradual(4, 8, 3, 1);
        double[] expected = {0, 37.0 / 64, 56.0 / 64, 63.0 / 64, 1, 1};
        for (int i = 0; i < expected.length; i++) {
            assertThat(ramp.progress(3 + i)).isEqualTo(expected[i]);
        }
    }

    @Test
    void masksAreRecomputedFromTheStartOnEveryIntervalAndWhenTheRampIsComplete() {
        Gradual ramp = new Gradual(250, 700, 3, 100);
        assertThat(LongStream.range(0, 1000).filter(ramp::recomputesMask))
                .containsExactly(250L, 350L, 450L, 550L, 650L, 699L);
        assertThat(ramp.progress(699)).isEqualTo(1);
        assertThat(ramp.progress(698)).isLessThan(1);
    }

    @Test
    void theAuthorsRampOfALongRunIsKept() {
        assertThat(Gradual.over(250_000, .25, .75)).isEqualTo(new Gradual(62_500, 187_500, 3, 100));
    }

    @Test
    void aShortRampIsCutInAboutFifty() {
        assertThat(Gradual.over(1000, .25, .75)).isEqualTo(new Gradual(250, 750, 3, 10));
        assertThat(Gradual.over(60, .25, .75)).isEqualTo(new Gradual(15, 45, 3, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 7, 10, 19, 29, 60, 99, 100, 101, 465, 999, 1000, 1001, 2718, 3000})
    void everyRunReachesItsTargetBeforeItEnds(long steps) {
        Gradual ramp = Gradual.over(steps, .25, .75);
        double last = 0;
        for (long step = 0; step < steps; step++) {
            if (ramp.recomputesMask(step)) {
                assertThat(ramp.progress(step)).isGreaterThan(last);
                last = ramp.progress(step);
            }
        }
        assertThat(last).isEqualTo(1);
    }

    @Test
    void theMeanOfTheRampIsItsIntegral() {
        // The integral of 1 - (1-p)^3 over [0, 1] is 3/4.
        Gradual ramp = new Gradual(0, 100_000, 3, 1);
        double mean = LongStream.range(0, 100_000).mapToDouble(ramp::progress).sum() / 100_000;
        assertThat(mean).isCloseTo(0.75, within(1e-5));
    }

    @Test
    void aRampThatEndsBeforeItStartsIsRefused() {
        assertThatThrownBy(() -> new Gradual(8, 8, 3, 1)).hasMessage("end 8 must be after start 8");
    }

    @Test
    void denseNeverPrunes() {
        assertThat(LongStream.range(0, 100).anyMatch(new Dense()::recomputesMask))
                .isFalse();
    }

    @Test
    void oneShotPrunesOnceAndForAll() {
        OneShot half = OneShot.over(10, .5);
        assertThat(LongStream.range(0, 10).filter(half::recomputesMask)).containsExactly(5L);
        assertThat(LongStream.range(0, 10).mapToDouble(half::progress).toArray())
                .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(OneShot.over(1, .9)).isEqualTo(new OneShot(0));
    }

    @Test
    void constantIsSparseBeforeTheFirstStep() {
        assertThat(new Constant().initialProgress()).isEqualTo(1);
        assertThat(LongStream.range(0, 100).anyMatch(new Constant()::recomputesMask))
                .isFalse();
        assertThat(new Gradual(0, 9, 3, 1).initialProgress()).isZero();
    }

    @Test
    void acdcAlternatesAndEndsSparse() {
        // Dense 0-1, sparse 2-4, dense 5-7, sparse from 8 on; the last masks are those of step 10.
        Acdc phases = new Acdc(2, 3, 10);
        assertThat(LongStream.range(0, 20).filter(phases::recomputesMask)).containsExactly(2L, 5L, 8L, 10L);
        assertThat(LongStream.range(0, 12).mapToDouble(phases::progress).toArray())
                .containsExactly(0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1);
        // A dense phase is cut short.
        assertThat(new Acdc(2, 3, 6).progress(6)).isEqualTo(1);
    }

    @Test
    void acdcOfTheAuthorsHundredEpochs() {
        // Ten epochs of warm-up, phases of five, the last fifteen sparse; an epoch of 100 steps.
        assertThat(Acdc.over(10_000, .1, .85, .05)).isEqualTo(new Acdc(1_000, 500, 8_500));
    }

    @Test
    void acdcOfAnyLengthEndsSparse() {
        for (long steps = 1; steps < 300; steps++) {
            Acdc phases = Acdc.over(steps, .1, .85, .05);
            long last = LongStream.range(0, steps)
                    .filter(phases::recomputesMask)
                    .max()
                    .orElse(-1);
            assertThat(last).isNotNegative();
            assertThat(phases.progress(last)).isEqualTo(1);
        }
    }
}
