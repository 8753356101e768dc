package org.sparselaw.training.prune;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.model.TensorSpec;

/** A tensor whose mask is to be recomputed: from these weights, at this sparsity. */
record PrunedTensor(TensorSpec spec, Buffer weights, double sparsity, Mask mask) {}
