package org.sparselaw.training.device.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of one device. Work is cut into one contiguous range a thread, by its size alone, so that the same number of
 * threads gives the same bits; the caller's thread takes the first range.
 *
 * <p>A kernel takes tens of microseconds and waking a thread as many, so a thread that waits spins for a moment, in which the
 * next kernel usually comes, before it sleeps.
 */
final class Workers implements AutoCloseable {
    /** A part of the work: items {@code from} (inclusive) to {@code to} (exclusive). */
    interface Range {
        void run(int from, int to, int worker);
    }

    /** Looks at a variable before a thread sleeps: some 50 microseconds of them. */
    private static final int SPINS = 2000;

    /** A small range is this part of a worker's share. */
    private static final int SMALL = 8;

    /** Small ranges that a worker takes when none is held up. */
    private static final int SMALL_A_WORKER = 2;

    private final Worker[] others;

    Workers(int count) {
        others = new Worker[count - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Worker(i + 1);
        }
    }

    int count() {
        return others.length + 1;
    }

    /**
     * Runs {@code range} over all items and returns when all is done.
     *
     * @param grain ranges begin at multiples of it; fewer items than two grains stay on the caller's thread
     */
    void split(int items, int grain, Range range) {
        int grains = (items + grain - 1) / grain;
        int parts = Math.min(count(), grains);
        if (parts <= 1) {
            range.run(0, items, 0);
            return;
        }
        for (int part = 1; part < parts; part++) {
            int from = start(part, parts, grains, grain, items);
            others[part - 1].begin(range, from, start(part + 1, parts, grains, grain, items));
        }
        try {
            range.run(0, start(1, parts, grains, grain, items), 0);
        } finally {
            for (int part = 1; part < parts; part++) {
                others[part - 1].await();
            }
        }
        for (int part = 1; part < parts; part++) {
            others[part - 1].check();
        }
    }

    /**
     * As {@link #split}, for work whose ranges do not depend on which worker runs them: each worker has most of its share for
     * sure, and takes more from a rest in small ranges until there is none, so that a worker that is held up holds up the
     * others for a small range only. Ranges are cut by the size of the work alone, and the bits stay the same.
     */
    void share(int items, int grain, Range range) {
        share(items, grain, grain, range);
    }

    /** @param least items that a small range has at least; where it would have fewer, work is split */
    void share(int items, int grain, int least, Range range) {
        int grains = (items + grain - 1) / grain;
        int small = grains / (SMALL * count());
        if (small * grain < least || count() == 1) {
            split(items, grain, range);
            return;
        }
        int large = grains / count() - SMALL_A_WORKER * small;
        int rest = large * count() * grain;
        int ranges = (grains - large * count() + small - 1) / small;
        AtomicInteger next = new AtomicInteger();
        split(count(), 1, (first, end, worker) -> {
            range.run(first * large * grain, end * large * grain, worker);
            for (int i = next.getAndIncrement(); i < ranges; i = next.getAndIncrement()) {
                int from = rest + i * small * grain;
                range.run(from, Math.min(from + small * grain, items), worker);
            }
        });
    }

    private static int start(int part, int parts, int grains, int grain, int items) {
        return (int) Math.min(items, (long) part * grains / parts * grain);
    }

    @Override
    public void close() {
        for (Worker worker : others) {
            worker.stop();
        }
    }

    /** One thread besides the caller's. The caller counts what it gave, the thread what it has done. */
    private static final class Worker {
        private final int index;
        private final Thread thread;
        private Range range;
        private int from;
        private int to;
        private Throwable failure;
        private volatile int given;
        private volatile int done;
        private volatile boolean asleep;
        private volatile Thread awaiting;
        private volatile boolean stopped;

        Worker(int index) {
            this.index = index;
            thread = new Thread(this::work, "cpu-device");
            thread.setDaemon(true);
            thread.start();
        }

        void begin(Range work, int first, int end) {
            range = work;
            from = first;
            to = end;
            given = given + 1; // Only the caller writes it.
            if (asleep) {
                LockSupport.unpark(thread);
            }
        }

        void await() {
            for (int i = 0; i < SPINS && done != given; i++) {
                Thread.onSpinWait();
            }
            awaiting = Thread.currentThread();
            while (done != given) {
                LockSupport.park(this);
            }
            awaiting = null;
        }

        /** Throws what the last work threw. */
        void check() {
            Throwable thrown = failure;
            failure = null;
            if (thrown != null) {
                throw new IllegalStateException("A kernel failed", thrown);
            }
        }

        void stop() {
            stopped = true;
            LockSupport.unpark(thread);
        }

        private void work() {
            int seen = 0;
            while (awaitWork(seen)) {
                seen++;
                try {
                    range.run(from, to, index);
                } catch (Throwable e) {
                    failure = e;
                }
                done = seen;
                LockSupport.unpark(awaiting);
            }
        }

        /** False when there is no more to come. */
        private boolean awaitWork(int seen) {
            for (int i = 0; i < SPINS && given == seen; i++) {
                Thread.onSpinWait();
            }
            asleep = true;
            while (given == seen && !stopped) {
                LockSupport.park(this);
            }
            asleep = false;
            return !stopped;
        }
    }
}
