package org.sparselaw.training.model;

import java.util.function.ToLongFunction;
import org.sparselaw.training.model.TensorSpec.Role;
import org.sparselaw.training.model.TextArchitecture.Logits;

/**
 * FLOP of the matrix products of a transformer in one training example.
 *
 * <p>A weight costs 2 FLOP a position it is applied to in the forward pass and 4 in the backward pass (its own gradient and that
 * of its input). Attention costs 2 products of queries x keys x heads * headSize forward and 4 backward; the causal half of the
 * decoder's self-attention is counted in full, as devices compute it (Chowdhery et al. 2022, appendix B, counts so too).
 * Norms, softmax, GELU and embedding look-ups are not counted.
 */
public record TransformerFlop(TextArchitecture config, int inputLength, int targetLength) {

    /** @param nonZeros weights of a tensor that are not 0 */
    public double perExample(ToLongFunction<TensorSpec> nonZeros) {
        double weights = 0;
        for (TensorSpec tensor : config.tensors()) {
            boolean logits =
                    tensor.role() == Role.LOGITS || (tensor.role() == Role.EMBEDDING && config.logits() == Logits.TIED);
            if (tensor.role() == Role.KERNEL || logits) {
                weights += 6.0 * nonZeros.applyAsLong(tensor) * positions(tensor);
            }
        }
        return weights + attention();
    }

    /** Products of queries with keys and of probabilities with values, in all layers. */
    public double attention() {
        double encoder = (double) config.encoderLayers() * inputLength * inputLength;
        double decoder = (double) config.decoderLayers() * targetLength * (targetLength + inputLength);
        return 12 * (encoder + decoder) * config.attentionWidth();
    }

    /** Positions of an example that a linear map is applied to: keys and values of cross-attention are inputs. */
    int positions(TensorSpec tensor) {
        String name = tensor.name();
        boolean ofInputs = name.startsWith("encoder.")
                || name.endsWith("EncDecAttention.k.weight")
                || name.endsWith("EncDecAttention.v.weight");
        return ofInputs ? inputLength : targetLength;
    }
}
