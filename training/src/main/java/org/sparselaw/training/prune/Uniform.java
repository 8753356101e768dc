package org.sparselaw.training.prune;

import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

/**
 * S for every tensor of rank above 1 except the relative-position biases; embeddings and logits get 1 - sqrt(1 - S), as
 * the authors' code has it under "auto" (Frantar et al. 2023).
 */
public record Uniform() implements SparsityDistribution {
    @Override
    public String name() {
        return "uniform";
    }

    @Override
    public double sparsity(TensorSpec tensor, double target) {
        if (tensor.shape().size() < 2 || tensor.role() == Role.RELATIVE_BIAS) {
            return 0;
        }
        return tensor.isEmbeddingOrLogits() ? 1 - Math.sqrt(1 - target) : target;
    }
}
