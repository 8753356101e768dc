package org.sparselaw.training.model;

import java.util.List;

/**
 * A parameter tensor before there is memory for it.
 *
 * @param name as Hugging Face names it
 * @param shape row-major; linear weights are [out, in]
 */
public record TensorSpec(String name, List<Integer> shape, Role role) {
    /** What a tensor is for; decides how it starts, whether it is pruned and whether it counts as an embedding. */
    public enum Role {
        /** A linear map inside a layer. */
        KERNEL,
        /** Of tokens, or the linear map of patches and its bias. */
        EMBEDDING,
        /** The linear map from the last layer to the vocabulary or the classes, and its bias. */
        LOGITS,
        NORM,
        /** Of a linear map or a norm inside a layer. */
        BIAS,
        /** Learned position embeddings, and the class token that has a position of its own. */
        POSITION,
        RELATIVE_BIAS
    }

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** Outputs of a linear map. */
    public int fanOut() {
        return shape.get(0);
    }

    /** Inputs of one output: all dimensions but the first, so those of a convolution [out, in, height, width] too. */
    public int fanIn() {
        return size() / fanOut();
    }

    /** Whether this is left out of N, the count of parameters that the law is about. */
    public boolean isEmbeddingOrLogits() {
        return role == Role.EMBEDDING || role == Role.LOGITS || role == Role.POSITION;
    }
}
