package org.sparselaw.training.device;

/**
 * The geometry of one attention: queries, keys and values are matrices of (batch * length) x (heads * headSize), head h in
 * columns {@code h * headSize ..}.
 *
 * @param queries query positions a sequence
 * @param keys key positions a sequence
 * @param scale factor on the logits (T5: 1)
 */
public record AttentionShape(
        int batch, int heads, int queries, int keys, int headSize, float scale, Visibility visibility) {

    /** Which keys a query sees. */
    public enum Visibility {
        ALL,
        /** Key j is seen by query i when j <= i. */
        CAUSAL
    }

    /** Entries of the stored probabilities: batch x heads x queries x keys. */
    public int probabilities() {
        return batch * heads * queries * keys;
    }
}
