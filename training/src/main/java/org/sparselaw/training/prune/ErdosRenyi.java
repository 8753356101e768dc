package org.sparselaw.training.prune;

import java.util.List;
import org.sparselaw.training.model.TensorSpec;

/**
 * The Erdos-Renyi kernel of Evci et al. 2020 (section 3, after Mocanu et al. 2018): the density of a tensor is
 * eps sum(shape) / prod(shape), with eps such that all have (1 - S) of their weights in sum. Tensors whose density would be above
 * 1 stay dense and eps is solved again for the others.
 *
 * <p>Deviation: that sum is over the layers' kernels; embeddings and logits are left to
 * {@link SparsityDistribution#ofEmbeddings}, so that N is the same as with {@link Uniform}.
 */
public record ErdosRenyi() implements SparsityDistribution {
    @Override
    public String name() {
        return "erdos-renyi";
    }

    @Override
    public List<Double> sparsities(List<TensorSpec> tensors, double target) {
        double eps = epsilon(tensors.stream().filter(ErdosRenyi::isKernel).toList(), target);
        return tensors.stream()
                .map(tensor -> isKernel(tensor)
                        ? Math.max(0, 1 - eps * unscaled(tensor))
                        : new Uniform().sparsity(tensor, target))
                .toList();
    }

    private static boolean isKernel(TensorSpec tensor) {
        return SparsityDistribution.prunes(tensor) && !tensor.isEmbeddingOrLogits();
    }

    /** The density of a tensor for eps = 1. */
    private static double unscaled(TensorSpec tensor) {
        return (double) tensor.shape().stream().mapToInt(Integer::intValue).sum() / tensor.size();
    }

    private static double epsilon(List<TensorSpec> kernels, double target) {
        double left = (1 - target) * size(kernels);
        List<TensorSpec> thinned = kernels;
        while (true) {
            double unscaled =
                    thinned.stream().mapToDouble(t -> unscaled(t) * t.size()).sum();
            double eps = left / unscaled;
            List<TensorSpec> dense =
                    thinned.stream().filter(t -> eps * unscaled(t) > 1).toList();
            if (dense.isEmpty()) {
                return eps;
            }
            left -= size(dense);
            thinned = thinned.stream().filter(t -> !dense.contains(t)).toList();
        }
    }

    private static double size(List<TensorSpec> tensors) {
        return tensors.stream().mapToDouble(TensorSpec::size).sum();
    }
}
