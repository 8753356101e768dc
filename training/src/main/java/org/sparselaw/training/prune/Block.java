package org.sparselaw.training.prune;

import java.util.List;
import java.util.Optional;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.TensorSpec;

/**
 * Keeps or prunes whole blocks: max(1, round(blocks (1 - s))) of greatest mean magnitude, as jaxpruner does with average pooling
 * (Lee et al. 2023; Narang et al. 2017 take the greatest magnitude). Weights are kept by the block, so the sparsity of a tensor is
 * met to half a block.
 *
 * @param rows of a block: outputs
 * @param columns of a block: inputs
 */
public record Block(int rows, int columns) implements SparsityPattern {
    @Override
    public String name() {
        return "block-" + rows + "x" + columns;
    }

    @Override
    public int kept(TensorSpec tensor, double sparsity) {
        return blocks(tensor, sparsity) * rows * columns;
    }

    private int blocks(TensorSpec tensor, double sparsity) {
        return Unstructured.kept(tensor.size() / (rows * columns), sparsity);
    }

    @Override
    public Optional<String> misfit(TensorSpec tensor, double sparsity) {
        return tensor.fanOut() % rows == 0 && tensor.fanIn() % columns == 0
                ? Optional.empty()
                : Optional.of("a shape of " + tensor.shape() + " is not made of blocks of " + rows + " x " + columns);
    }

    @Override
    public void recompute(Device device, List<PrunedTensor> tensors) {
        for (PrunedTensor tensor : tensors) {
            int keep = blocks(tensor.spec(), tensor.sparsity());
            device.pruning().blockMask(tensor.weights(), tensor.spec().fanIn(), rows, columns, keep, tensor.mask());
        }
    }
}
