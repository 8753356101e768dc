package org.sparselaw.training.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestWorkers {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void sharedWorkIsDoneOnceEach(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int items : new int[] {0, 1, 16, 17, 100, 512, 1000, 1024, 4099}) {
                for (int grain : new int[] {1, 16, 64}) {
                    AtomicIntegerArray done = new AtomicIntegerArray(items);
                    workers.share(items, grain, (from, to, worker) -> {
                        for (int i = from; i < to; i++) {
                            done.incrementAndGet(i);
                        }
                    });
                    for (int i = 0; i < items; i++) {
                        assertThat(done.get(i)).as("item %d of %d", i, items).isEqualTo(1);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void rangesAreTheSameWhoeverIsHeldUpAndTheOthersTakeItsRest(int threads) {
        try (Workers workers = new Workers(threads)) {
            Set<List<Integer>> usual = ConcurrentHashMap.newKeySet();
            workers.share(1024, 16, (from, to, worker) -> usual.add(List.of(from, to)));

            Set<List<Integer>> seen = ConcurrentHashMap.newKeySet();
            CountDownLatch others = new CountDownLatch(usual.size() - 1);
            workers.share(1024, 16, (from, to, worker) -> {
                seen.add(List.of(from, to));
                if (worker == 0) {
                    await(others);
                }
                others.countDown();
            });
            assertThat(seen).isEqualTo(usual);
        }
    }

    @Test
    void whereSmallRangesWouldBeTooSmallWorkIsSplit() {
        try (Workers workers = new Workers(2)) {
            assertThat(ranges(workers, 1024, 65)).containsExactlyInAnyOrder(List.of(0, 512), List.of(512, 1024));
            assertThat(ranges(workers, 1024, 64))
                    .hasSizeGreaterThan(2)
                    .allSatisfy(range -> assertThat(range.get(1) - range.get(0)).isGreaterThanOrEqualTo(64));
        }
    }

    private static Set<List<Integer>> ranges(Workers workers, int items, int least) {
        Set<List<Integer>> ranges = ConcurrentHashMap.newKeySet();
        workers.share(items, 16, least, (from, to, worker) -> ranges.add(List.of(from, to)));
        return ranges;
    }

    /** Returns when the other workers have done all but one range. */
    private static void await(CountDownLatch others) {
        try {
            assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
