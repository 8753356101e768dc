package org.sparselaw.training.prune;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.model.TensorSpec;

/**
 * At most n of every m neighbouring weights (Mishra et al. 2021; Zhou et al. 2021). Counts are those of {@link Unstructured}: on
 * the way there, weights outside the final n:m mask go first, smallest first, so that s = 1 - n/m ends exactly at n:m (Frantar
 * et al. 2023); beyond it the smallest of those inside go, and every group still keeps at most n.
 *
 * <p>Embeddings and logits, which distributions leave denser than n/m, end on their way to n:m.
 *
 * <p>Deviation: the authors' code groups along the last axis of kernels [in, out], that is across outputs; here groups lie
 * along the input unless the name says {@code -output}, because sparse tensor cores skip zeros of the reduction.
 *
 * @param n from 1 to m - 1
 * @param axis along which the m neighbours lie
 */
public record NOfM(int n, int m, GroupAxis axis) implements SparsityPattern {
    @Override
    public String name() {
        return n + ":" + m + (axis == GroupAxis.OUTPUT ? "-output" : "");
    }

    @Override
    public int kept(TensorSpec tensor, double sparsity) {
        return Unstructured.kept(tensor.size(), sparsity);
    }

    @Override
    public Optional<String> misfit(TensorSpec tensor, double sparsity) {
        int length = axis == GroupAxis.INPUT ? tensor.fanIn() : tensor.fanOut();
        if (length % m != 0) {
            return Optional.of("%s of %d is no multiple of %d"
                    .formatted(axis == GroupAxis.INPUT ? "an input" : "an output", length, m));
        }
        if (!tensor.isEmbeddingOrLogits() && kept(tensor, sparsity) > tensor.size() / m * n) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "a sparsity of %s keeps more than %d of %d (must be at least %s)",
                    sparsity,
                    n,
                    m,
                    1 - (double) n / m));
        }
        return Optional.empty();
    }

    @Override
    public void recompute(Device device, List<PrunedTensor> tensors) {
        for (PrunedTensor tensor : tensors) {
            int keep = kept(tensor.spec(), tensor.sparsity());
            device.pruning().nOfMMask(tensor.weights(), tensor.spec().fanIn(), n, m, axis, keep, tensor.mask());
        }
    }
}
