package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.model.TextArchitecture.Activation;

/** out = x + f(norm(x)), each position alone. */
interface FeedForward {
    /** @param layer prefix of the parameter names */
    static FeedForward of(Activation activation, Workspace workspace, ParameterSet parameters, String layer, int rows) {
        return switch (activation) {
            case GATED_GELU -> new GatedFeedForward(workspace, parameters, layer, rows);
            case RELU -> PlainFeedForward.firstT5(workspace, parameters, layer, rows);
        };
    }

    /** @param x rows x width, kept until the backward pass */
    Buffer forward(Buffer x);

    /** @param d rows x width: comes in as the gradient of the output, leaves as that of the input */
    void backward(Buffer d);
}
