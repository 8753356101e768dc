package org.sparselaw.training.prune;

import java.util.List;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

/** How sparse each tensor becomes for a model of sparsity S. */
public sealed interface SparsityDistribution permits Uniform, ErdosRenyi, ByName {
    /** As in run specifications: {@code uniform}. */
    String name();

    /**
     * The final sparsity of each tensor, in their order; 0 for one that is never pruned.
     *
     * @param target S in [0, 1)
     */
    List<Double> sparsities(List<TensorSpec> tensors, double target);

    /**
     * The distribution of this name.
     *
     * @throws IllegalArgumentException for an unknown name
     */
    static SparsityDistribution named(String name) {
        return switch (name) {
            case "uniform" -> new Uniform();
            case "erdos-renyi" -> new ErdosRenyi();
            default ->
                throw new IllegalArgumentException(
                        "distribution '" + name + "' is not allowed (must be one of uniform, erdos-renyi)");
        };
    }

    /** Whether a tensor is pruned at all: of rank above 1, no relative-position bias, no position embedding or class token. */
    static boolean prunes(TensorSpec tensor) {
        return tensor.shape().size() > 1 && tensor.role() != Role.RELATIVE_BIAS && tensor.role() != Role.POSITION;
    }

    /** 1 - sqrt(1 - S): what embeddings and logits get, as the authors' code has it under "auto" (Frantar et al. 2023). */
    static double ofEmbeddings(double target) {
        return 1 - Math.sqrt(1 - target);
    }
}
