package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;

/** What stands between the two linear maps of a feed-forward layer, with the memory it works on: rows x mlp. */
interface HiddenActivation {
    /** Where the first map writes. */
    Buffer input();

    /** What the second map reads. */
    Buffer output();

    /** From input to output; what the input held may be gone. */
    void forward();

    /** @param d comes in as the gradient of the output, leaves as that of the input */
    void backward(Buffer d);
}
