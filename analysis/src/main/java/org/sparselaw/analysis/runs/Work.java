package org.sparselaw.analysis.runs;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run computes, known before it runs. Beside {@link Run#trainingFlop}, which is the paper's 6 N D summed over the masks,
 * these count all matrix products: attention and logits too.
 *
 * @param nonZerosByTensor parameters that each tensor keeps at the end, by its name
 * @param executedFlop of the training on a device that multiplies zeros
 * @param inferenceFlop of a forward pass, a token or image as D counts them, zeros left out
 * @param denseInferenceFlop the same on a device that multiplies zeros
 */
public record Work(
        Map<String, Long> nonZerosByTensor, double executedFlop, double inferenceFlop, double denseInferenceFlop)
        implements Serializable {
    public Work {
        nonZerosByTensor = new TreeMap<>(nonZerosByTensor);
    }
}
