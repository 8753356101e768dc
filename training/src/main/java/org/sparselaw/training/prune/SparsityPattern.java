package org.sparselaw.training.prune;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.model.TensorSpec;

/** Which weights are kept. */
public sealed interface SparsityPattern permits Unstructured, Global, NOfM, Block {
    /** As in configurations and the run table: {@code unstructured}, {@code 2:4}. */
    String name();

    /** How many of a tensor's weights are kept at a sparsity in [0, 1]; over all tensors in sum, if not in each. */
    int kept(TensorSpec tensor, double sparsity);

    /** Why a tensor cannot be pruned to this final sparsity, or nothing. */
    Optional<String> misfit(TensorSpec tensor, double sparsity);

    /** Writes the masks of all tensors that are pruned. */
    void recompute(Device device, List<PrunedTensor> tensors);

    /**
     * The pattern of this name: {@code unstructured}, {@code global}, {@code 2:4}, {@code 2:4-output}, {@code block-4x8}.
     *
     * @throws IllegalArgumentException for an unknown name
     */
    static SparsityPattern named(String name) {
        Matcher groups = Pattern.compile("([1-9]\\d?):([1-9]\\d?)(-output)?").matcher(name);
        Matcher blocks =
                Pattern.compile("block-([1-9]\\d{0,3})x([1-9]\\d{0,3})").matcher(name);
        if (groups.matches() && number(groups, 1) < number(groups, 2)) {
            return new NOfM(
                    number(groups, 1), number(groups, 2), groups.group(3) == null ? GroupAxis.INPUT : GroupAxis.OUTPUT);
        }
        if (blocks.matches()) {
            return new Block(number(blocks, 1), number(blocks, 2));
        }
        return switch (name) {
            case "unstructured" -> new Unstructured();
            case "global" -> new Global();
            default ->
                throw new IllegalArgumentException(
                        "pattern '" + name + "' is not allowed (must be unstructured,"
                                + " global, n:m with n below m as 2:4, n:m-output as 2:4-output, or block-ROWSxCOLUMNS as block-4x4)");
        };
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
