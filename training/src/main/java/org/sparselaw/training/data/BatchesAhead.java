package org.sparselaw.training.data;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sparselaw.training.model.Batch;

/** The same batches, each made by another thread while the one before is trained on: for devices that leave the caller time. */
public final class BatchesAhead implements TrainingBatches {
    private final TrainingBatches batches;
    private CompletableFuture<Made> next;
    private long epoch;

    private record Made(Batch batch, long epoch) {}

    /** @param batches for nobody else to use from here on */
    public BatchesAhead(TrainingBatches batches) {
        this.batches = batches;
    }

    @Override
    public Batch next() {
        Made made = made(next == null ? make() : next);
        next = make();
        epoch = made.epoch();
        return made.batch();
    }

    private static Made made(CompletableFuture<Made> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            // As if the caller had made it.
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private CompletableFuture<Made> make() {
        return CompletableFuture.supplyAsync(() -> {
            Batch batch = batches.next();
            return new Made(batch, batches.epoch());
        });
    }

    @Override
    public void skip(long count) {
        batches.skip(count);
    }

    @Override
    public long epoch() {
        return epoch;
    }
}
