package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Matrix;

/** Normalisation of rows, with memory for its output and what the backward pass needs. */
interface Norm {
    /** What {@link #forward} made: rows x width. */
    Matrix output();

    /** @param x rows x width */
    Matrix forward(Buffer x);

    /** dx += dy dy/dx: added to the gradient that flows past the norm, on the residual stream. */
    void backward(Buffer dy, Buffer x, Buffer dx);
}
