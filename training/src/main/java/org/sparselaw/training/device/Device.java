package org.sparselaw.training.device;

import java.util.List;

/**
 * The kernels a model needs, over memory of one kind of processor.
 *
 * <p>A device is used by one thread at a time. Same calls on the same values give the same bits. Shapes are the
 * caller's to get right: devices trust them. Matrices are row-major views unless said otherwise; "rows" of an activation
 * are positions, batch-major. Parameters named {@code d...} are gradients; backward kernels ADD to gradients of
 * parameters (they are shared or accumulated) and WRITE gradients of activations, unless said otherwise.
 */
public interface Device extends AutoCloseable {
    /** As in run specifications: {@code cpu}, {@code nd4j}. */
    String name();

    /** What this is, for the run table: processor, threads, libraries. */
    String description();

    /** Whether calls only queue work, but for those that give numbers back: the caller's thread is free meanwhile. */
    default boolean isAsynchronous() {
        return false;
    }

    /** Zeros. */
    Buffer allocate(int size);

    /**
     * Zeros, for activations that are operands of products and of nothing that sums over layers: a device may store them in the
     * numbers that it multiplies.
     */
    default Buffer allocateOperand(int size) {
        return allocate(size);
    }

    /** Zeros. */
    Ids allocateIds(int size);

    /** All kept. */
    Mask allocateMask(int size);

    void fill(Buffer x, float value);

    /** to = from; both of one size. */
    void copy(Buffer from, Buffer to);

    /** y += x. */
    void add(Buffer x, Buffer y);

    /** Sum of x_i^2 in double precision, in a fixed order. */
    double sumOfSquares(Buffer x);

    /** Of all of these together. */
    default double sumOfSquares(List<Buffer> all) {
        return all.stream().mapToDouble(this::sumOfSquares).sum();
    }

    /**
     * C = alpha A B + beta C.
     *
     * @param a m x k, any strides with one of them 1
     * @param b k x n, likewise
     * @param c m x n, column stride 1
     * @param beta 0 or 1; with 0 what C held does not matter, NaN included
     */
    void matmul(float alpha, Matrix a, Matrix b, float beta, Matrix c);

    /** Numbers that an attention keeps from its forward to its backward pass. */
    default int attentionMemory(AttentionShape shape) {
        return shape.probabilities();
    }

    /**
     * For each sequence and head: P = softmax(scale Q K^T + bias), out = P V. A query that sees no key gets zeros.
     *
     * @param memory of {@link #attentionMemory} numbers, written, needed by the backward pass; what a device keeps there is its
     *     own affair
     */
    void attention(AttentionShape shape, AttentionInput input, Buffer memory, Matrix out);

    /**
     * With dP = dOut V^T: dS = P * (dP - rowsum(P * dP)); dV = P^T dOut; dQ = scale dS K; dK = scale dS^T Q; dBias += sum of
     * dS over the batch. Writes dq, dk, dv; adds to dBias, which is null when there is no bias.
     *
     * @param input as in the forward pass, and unchanged since, as are memory and out
     */
    void attentionBackward(
            AttentionShape shape,
            AttentionInput input,
            Buffer memory,
            Matrix out,
            Matrix dOut,
            Matrix dq,
            Matrix dk,
            Matrix dv,
            Buffer dBias);

    /**
     * bias[h, p] = table[buckets[p], h].
     *
     * @param table buckets x heads
     * @param buckets the bucket of each pair p of query and key
     * @param bias heads x pairs, written
     */
    void relativeBias(Buffer table, Ids buckets, int heads, Buffer bias);

    /** dTable[buckets[p], h] += dBias[h, p]. */
    void relativeBiasBackward(Buffer dBias, Ids buckets, int heads, Buffer dTable);

    /**
     * y = x * r * scale with r = 1 / sqrt(mean(x^2) + epsilon) for each row (Zhang and Sennrich 2019, as T5 uses it).
     *
     * @param x rows x width
     * @param scale width
     * @param inverseRms rows, written, needed by the backward pass
     */
    void rmsNorm(Buffer x, Buffer scale, float epsilon, int rows, int width, Buffer y, Buffer inverseRms);

    /** dx += r * (dy * scale) - x * r^3 * mean(dy * scale * x): ADDED, for the residual branch; dScale += sum of dy * x * r. */
    void rmsNormBackward(
            Buffer dy, Buffer x, Buffer scale, Buffer inverseRms, int rows, int width, Buffer dx, Buffer dScale);

    /**
     * out = gelu(gate) * linear, with the tanh form gelu(x) = x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) (Hendrycks and
     * Gimpel 2016). All buffers of one size.
     */
    void gatedGelu(Buffer gate, Buffer linear, Buffer out);

    /** dGate = dOut * linear * gelu'(gate); dLinear = dOut * gelu(gate). dGate may be gate and dLinear linear. */
    void gatedGeluBackward(Buffer dOut, Buffer gate, Buffer linear, Buffer dGate, Buffer dLinear);

    /** out = max(0, x). out may be x. */
    void relu(Buffer x, Buffer out);

    /** dx = dOut where out is above 0, else 0. dx may be dOut. */
    void reluBackward(Buffer dOut, Buffer out, Buffer dx);

    /** out[i] = table[ids[i]]; table is vocabulary x width, out ids.size x width. */
    void embedding(Buffer table, Ids ids, int width, Buffer out);

    /** dTable[ids[i]] += dOut[i], in the order of i. */
    void embeddingBackward(Buffer dOut, Ids ids, int width, Buffer dTable);

    /**
     * Cross-entropy with z-loss; overwrites the logits with the gradient of (sum of both losses) / counted: for a row that
     * counts ((1 + 2 z log Z) softmax - onehot(label)) / counted, zero for one that does not.
     *
     * @param logits rows x vocabulary
     * @param labels a label a row
     * @param padding the label of rows that do not count
     * @param zLoss z, the weight of log(Z)^2
     * @param counted rows that count in the whole batch, of which these rows may be a part
     */
    LossSum crossEntropyWithGradient(Buffer logits, Ids labels, int vocabulary, int padding, float zLoss, long counted);

    /** The loss alone; the logits stay. */
    LossSum crossEntropy(Buffer logits, Ids labels, int vocabulary, int padding);

    /**
     * One AdaFactor step on one tensor:
     * v = decay v + (1 - decay) (g^2 + epsilon), u = g / sqrt(v), u /= max(1, RMS(u) / clip),
     * w -= stepSize * max(minimumScale, RMS(w)) * u; afterwards entries not kept are exactly 0.
     * Both RMS are over the NON-ZERO entries of their own tensor, kept or not (0 when there is none); w is taken before
     * the update.
     *
     * @param mask or null for a dense tensor
     */
    void adaFactor(AdaFactorStep step, Buffer w, Buffer g, Buffer v, Mask mask);

    /** The same of each of these. */
    default void adaFactor(AdaFactorStep step, List<UpdatedTensor> tensors) {
        tensors.forEach(t -> adaFactor(step, t.w(), t.g(), t.v(), t.mask()));
    }

    /**
     * Keeps the {@code keep} entries of greatest magnitude; among equals the one with the lower index.
     *
     * @param keep between 1 and the size
     */
    void magnitudeMask(Buffer w, int keep, Mask mask);

    /** w_i = 0 where not kept. */
    void applyMask(Buffer w, Mask mask);

    /** How many entries are not 0. */
    int nonZeros(Buffer w);

    /** Masks of other patterns and strategies. */
    PruningKernels pruning();

    /** Steps of other optimisers. */
    UpdateKernels updates();

    /** What vision transformers need besides. */
    VisionKernels vision();

    @Override
    void close();
}
