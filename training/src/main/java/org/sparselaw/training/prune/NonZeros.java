package org.sparselaw.training.prune;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.training.model.TensorSpec;

/**
 * Counts of the parameters that a model keeps. A kept parameter counts even while its value happens to be 0.
 *
 * @param withoutEmbeddings N of the law: all but embeddings and logits, as the paper counts
 * @param withEmbeddings all
 */
public record NonZeros(long withoutEmbeddings, long withEmbeddings) {
    static NonZeros of(List<TensorSpec> tensors, ToLongFunction<TensorSpec> kept) {
        long without = 0;
        long with = 0;
        for (TensorSpec tensor : tensors) {
            long n = kept.applyAsLong(tensor);
            with += n;
            without += tensor.isEmbeddingOrLogits() ? 0 : n;
        }
        return new NonZeros(without, with);
    }

    /** The counts before pruning. */
    public static NonZeros dense(List<TensorSpec> tensors) {
        return of(tensors, TensorSpec::size);
    }
}
