package org.sparselaw.training.device;

import java.util.List;

/**
 * Optimiser steps on one tensor besides {@link Device#adaFactor}. Everywhere, {@code mask} is null for a dense tensor; after a
 * masked step the entries not kept are exactly 0, and so are their first moments: a weight that returns starts at rest. Second
 * moments see the gradients of all entries, kept or not: a weight that returns finds its scale.
 */
public interface UpdateKernels {
    /** x *= factor. */
    void scale(Buffer x, float factor);

    /**
     * AdaFactor with a factored second moment (Shazeer and Stern 2018, algorithms 2 and 4), in means where the paper has sums,
     * which makes no difference:
     * r_i = decay r_i + (1 - decay) mean_j(g_ij^2 + epsilon), c_j likewise over i, v_ij = r_i c_j / mean(r), and then as
     * {@link Device#adaFactor}: u = g / sqrt(v), clipped; both RMS over non-zero entries.
     *
     * @param w rows x columns, as g
     * @param rowMoments r, of size rows
     * @param columnMoments c, of size columns
     */
    void factoredAdaFactor(
            AdaFactorStep step, int columns, Buffer w, Buffer g, Buffer rowMoments, Buffer columnMoments, Mask mask);

    /**
     * AdamW (Loshchilov and Hutter 2019, as PyTorch has it): m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2,
     * w = (1 - rate decay) w - rate / correction1 * m / (sqrt(v / correction2) + epsilon).
     */
    void adamW(AdamWStep step, Buffer w, Buffer g, Buffer m, Buffer v, Mask mask);

    /** The same of each of these. */
    default void adamW(AdamWStep step, List<UpdatedTensor> tensors) {
        tensors.forEach(t -> adamW(step, t.w(), t.g(), t.m(), t.v(), t.mask()));
    }

    /** Stochastic gradient descent, as PyTorch has it: m = momentum m + g + decay w, w -= rate m. */
    void momentum(MomentumStep step, Buffer w, Buffer g, Buffer m, Mask mask);

    /** The same of each of these. */
    default void momentum(MomentumStep step, List<UpdatedTensor> tensors) {
        tensors.forEach(t -> momentum(step, t.w(), t.g(), t.m(), t.mask()));
    }
}
