package org.sparselaw.analysis.runs;

import java.io.Serializable;

/**
 * One row of the run table; also the content of a run's {@code result.json} and, before it has ended, of its
 * {@code planned.json}. Null stands for what is not known: of a run that has not ended, or that another tool recorded.
 *
 * @param runId digest of the run's specification
 * @param family {@code t5}
 * @param pattern {@code unstructured}
 * @param strategy {@code gradual} or {@code dense}
 * @param sparsity S, the target in [0, 1)
 * @param nonZeros N, non-zero parameters at the end without embeddings and logits, as the paper counts them
 * @param nonZerosWithEmbeddings the same with embeddings and logits; may be null
 * @param denseParameters parameters before pruning, without embeddings and logits
 * @param data D, in units of {@code dataUnit}
 * @param steps planned; 0 when not known
 * @param batch may be null
 * @param seed may be null
 * @param reason what is wrong, in a few words; null for a finished run
 * @param loss final validation loss in nats; null unless the run is finished or outlying
 * @param accuracy share of the validation images that are classified right; null for text, and where the loss is null
 * @param trainingFlop theoretical training FLOP, sparsity-aware; may be null
 * @param tokensPerSecond measured training speed; not reproducible; may be null
 * @param device may be null
 * @param shardSet digest of the shard set's manifest; may be null
 * @param work what the run computes; may be null
 * @param speed how fast it was; not reproducible; may be null
 */
public record Run(
        String runId,
        String study,
        String family,
        String pattern,
        String strategy,
        double sparsity,
        long nonZeros,
        Long nonZerosWithEmbeddings,
        long denseParameters,
        long data,
        DataUnit dataUnit,
        long steps,
        Integer batch,
        Long seed,
        Status status,
        String reason,
        Double loss,
        Double accuracy,
        Double trainingFlop,
        Double tokensPerSecond,
        String device,
        String shardSet,
        Work work,
        Speed speed)
        implements Serializable {

    /** The same run with a final loss. */
    public Run finished(double finalLoss) {
        return ended(Status.FINISHED, null, finalLoss);
    }

    /** The same run without a final loss. */
    public Run without(Status why, String detail) {
        return ended(why, detail, null);
    }

    /** The same run, its loss kept but marked as one not to be trusted. */
    public Run outlying(String detail) {
        return ended(Status.OUTLYING, detail, loss);
    }

    private Run ended(Status newStatus, String newReason, Double newLoss) {
        return new Run(
                runId,
                study,
                family,
                pattern,
                strategy,
                sparsity,
                nonZeros,
                nonZerosWithEmbeddings,
                denseParameters,
                data,
                dataUnit,
                steps,
                batch,
                seed,
                newStatus,
                newReason,
                newLoss,
                newLoss == null ? null : accuracy,
                trainingFlop,
                tokensPerSecond,
                device,
                shardSet,
                work,
                speed);
    }
}
