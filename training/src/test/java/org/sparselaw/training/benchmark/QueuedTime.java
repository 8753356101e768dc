package org.sparselaw.training.benchmark;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;

/** How long work takes that a device only queues: several calls, then one wait for all of them. */
final class QueuedTime {
    private static final int REPEATS = 5;

    private final Device device;
    private final Buffer one;

    QueuedTime(Device device) {
        this.device = device;
        one = device.allocate(1);
    }

    /** Seconds a call, in the fastest of a few rows of so many calls; a first row is not counted. */
    double seconds(int calls, Runnable call) {
        secondsOnce(calls, call);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            best = Math.min(best, secondsOnce(calls, call));
        }
        return best;
    }

    /** Seconds a call, in one row of them. */
    double secondsOnce(int calls, Runnable call) {
        await();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        await();
        return (System.nanoTime() - start) / 1e9 / calls;
    }

    private void await() {
        device.nonZeros(one);
    }
}
