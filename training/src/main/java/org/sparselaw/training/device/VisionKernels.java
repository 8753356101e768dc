package org.sparselaw.training.device;

/**
 * Kernels of vision transformers that text transformers do without: norms that take a mean off, biases, plain GELU, pooling
 * and a loss for images with several labels. The contract is that of {@link Device}.
 */
public interface VisionKernels {
    /**
     * y = (x - m) * r * scale + bias with m = mean(x) and r = 1 / sqrt(mean((x - m)^2) + epsilon) for each row (Ba et al.
     * 2016).
     *
     * @param x rows x width
     * @param scale width
     * @param bias width
     * @param means rows, written, needed by the backward pass
     * @param inverseDeviations rows, written likewise
     */
    void layerNorm(
            Buffer x,
            Buffer scale,
            Buffer bias,
            float epsilon,
            int rows,
            int width,
            Buffer y,
            Buffer means,
            Buffer inverseDeviations);

    /**
     * With h = (x - m) r and g = dy * scale: dx += r (g - mean(g) - h mean(g * h)), ADDED for the residual branch;
     * dScale += sum of dy * h; dBias += sum of dy.
     */
    void layerNormBackward(
            Buffer dy,
            Buffer x,
            Buffer scale,
            Buffer means,
            Buffer inverseDeviations,
            int rows,
            int width,
            Buffer dx,
            Buffer dScale,
            Buffer dBias);

    /**
     * Each patch of each image becomes a row, as a convolution's weights lie; leading rows become 0.
     *
     * @param pixels images x height x width x channels
     * @param out images * rows x channels * patch * patch
     */
    void patches(PatchShape shape, Buffer pixels, Buffer out);

    /** out = x + bias in each row. out may be x. The bias has as many numbers as a row. */
    void addBias(Buffer x, Buffer bias, Buffer out);

    /** dBias += sum of dOut over rows. */
    void biasBackward(Buffer dOut, Buffer dBias);

    /**
     * out = gelu(x + bias) in each row and x = gelu'(x + bias), which the backward pass multiplies by. gelu(x) = x P(x) and
     * gelu'(x) = P(x) + x p(x), where P and p are distribution and density of the normal law (Hendrycks and Gimpel 2016): the
     * exact form, unlike {@link Device#gatedGelu}.
     */
    void biasGelu(Buffer x, Buffer bias, Buffer out);

    /**
     * dx = dOut * derivative, where the derivative is what {@link #biasGelu} left; dBias += sum of dx over rows. dx may be
     * dOut.
     */
    void biasGeluBackward(Buffer dOut, Buffer derivative, Buffer dx, Buffer dBias);

    /**
     * out[i] = mean of the rows i * length ... of x.
     *
     * @param x groups * length x width
     * @param out groups x width
     */
    void meanPool(Buffer x, int length, int width, Buffer out);

    /** dx[j] = dOut[i] / length for the rows j of group i: WRITTEN. */
    void meanPoolBackward(Buffer dOut, int length, int width, Buffer dx);

    /**
     * Cross-entropy of independent classes: sum over the classes c of a row of log(1 + e^x_c) - y_c x_c, where y_c is 1 for
     * the row's labels and 0 for others. Overwrites the logits with the gradient of the sum over rows / counted:
     * (1 / (1 + e^-x_c) - y_c) / counted, zero for rows that do not count.
     *
     * @param logits rows x classes
     * @param labels rows x the same number, none twice in a row; negative where a row has fewer
     * @param counted rows from the first on; those behind are filling
     */
    LossSum sigmoidCrossEntropyWithGradient(Buffer logits, Ids labels, int classes, int counted);

    /** The loss alone; the logits stay. */
    LossSum sigmoidCrossEntropy(Buffer logits, Ids labels, int classes, int counted);

    /** The place of the greatest number of each row; among equals the first. */
    int[] greatest(Buffer x, int width);
}
