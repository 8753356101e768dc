package org.sparselaw.training.device.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The threads of one device. Work is cut into one contiguous range a thread, by its size alone, so that the same number of
 * threads gives the same bits; the caller's thread takes the first range.
 */
final class Workers implements AutoCloseable {
    /** A part of the work: items {@code from} (inclusive) to {@code to} (exclusive). */
    interface Range {
        void run(int from, int to, int worker);
    }

    private final int count;
    private final ExecutorService others;

    Workers(int count) {
        this.count = count;
        this.others = count == 1
                ? null
                : Executors.newFixedThreadPool(count - 1, task -> {
                    Thread thread = new Thread(task, "cpu-device");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    int count() {
        return count;
    }

    /**
     * Runs {@code range} over all items and returns when all is done.
     *
     * @param grain ranges begin at multiples of it; fewer items than two grains stay on the caller's thread
     */
    void split(int items, int grain, Range range) {
        int grains = (items + grain - 1) / grain;
        int parts = Math.min(count, grains);
        if (parts <= 1) {
            range.run(0, items, 0);
            return;
        }
        List<Future<?>> running = new ArrayList<>(parts - 1);
        for (int part = 1; part < parts; part++) {
            int worker = part;
            int from = start(part, parts, grains, grain, items);
            int to = start(part + 1, parts, grains, grain, items);
            running.add(others.submit(() -> range.run(from, to, worker)));
        }
        try {
            range.run(0, start(1, parts, grains, grain, items), 0);
        } finally {
            running.forEach(Workers::await);
        }
    }

    private static int start(int part, int parts, int grains, int grain, int items) {
        return (int) Math.min(items, (long) part * grains / parts * grain);
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A kernel failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in a kernel", e);
        }
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdownNow();
        }
    }
}
