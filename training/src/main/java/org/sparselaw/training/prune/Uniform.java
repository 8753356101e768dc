package org.sparselaw.training.prune;

import java.util.List;
import org.sparselaw.training.model.TensorSpec;

/** S for every tensor that is pruned; embeddings and logits get {@link SparsityDistribution#ofEmbeddings}. */
public record Uniform() implements SparsityDistribution {
    @Override
    public String name() {
        return "uniform";
    }

    @Override
    public List<Double> sparsities(List<TensorSpec> tensors, double target) {
        return tensors.stream().map(tensor -> sparsity(tensor, target)).toList();
    }

    double sparsity(TensorSpec tensor, double target) {
        if (!SparsityDistribution.prunes(tensor)) {
            return 0;
        }
        return tensor.isEmbeddingOrLogits() ? SparsityDistribution.ofEmbeddings(target) : target;
    }
}
