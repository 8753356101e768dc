package org.sparselaw.training.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writes snapshots on a thread of its own, so that training goes on meanwhile. One at a time: a snapshot that comes before the
 * last one is written waits for it, and memory for one is all that is needed.
 */
public final class CheckpointWriter implements AutoCloseable {
    private final Checkpoints checkpoints;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "checkpoint-writer");
        daemon.setDaemon(true);
        return daemon;
    });
    private Future<?> writing;

    public CheckpointWriter(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** Returns when nothing is being written any more; throws what the last write failed with. */
    public void await() {
        if (writing == null) {
            return;
        }
        try {
            writing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a checkpoint was written", e);
        }
    }

    /** Returns at once; the snapshot before it must have been awaited. */
    public void write(Snapshot snapshot) {
        writing = thread.submit(() -> checkpoints.write(snapshot));
    }

    /** Lets the last write end. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
