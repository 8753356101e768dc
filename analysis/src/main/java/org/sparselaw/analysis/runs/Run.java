package org.sparselaw.analysis.runs;

/**
 * One row of the run table; also the content of a run's {@code result.json}.
 *
 * @param runId digest of the run's specification
 * @param family {@code t5}
 * @param pattern {@code unstructured}
 * @param strategy {@code gradual} or {@code dense}
 * @param sparsity S, the target in [0, 1)
 * @param nonZeros N, non-zero parameters at the end without embeddings and logits, as the paper counts them
 * @param nonZerosWithEmbeddings the same with embeddings and logits
 * @param denseParameters parameters before pruning, without embeddings and logits
 * @param data D, in units of {@code dataUnit}
 * @param loss final validation loss in nats; null for a diverged run
 * @param trainingFlop theoretical training FLOP, sparsity-aware
 * @param tokensPerSecond measured training speed; not reproducible
 * @param shardSet digest of the shard set's manifest
 */
public record Run(
        String runId,
        String study,
        String family,
        String pattern,
        String strategy,
        double sparsity,
        long nonZeros,
        long nonZerosWithEmbeddings,
        long denseParameters,
        long data,
        DataUnit dataUnit,
        long steps,
        int batch,
        long seed,
        Status status,
        Double loss,
        double trainingFlop,
        double tokensPerSecond,
        String device,
        String shardSet) {}
