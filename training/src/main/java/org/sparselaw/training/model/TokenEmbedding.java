package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;

/** x[i] = table[token i]. T5 does not scale it. The table is shared by encoder and decoder, which both add gradients. */
final class TokenEmbedding {
    private final Device device;
    private final Parameter table; // vocabulary x width
    private final int width;
    private final Ids tokens;
    private final Buffer x; // positions x width

    TokenEmbedding(Workspace workspace, Parameter table, int positions) {
        this.device = workspace.device();
        this.table = table;
        this.width = table.shape().get(1);
        this.tokens = workspace.ids(positions);
        this.x = workspace.activation(positions * width);
    }

    /** The tokens of the last forward pass. */
    Ids tokens() {
        return tokens;
    }

    Buffer forward(int[] batch) {
        tokens.set(batch);
        device.embedding(table.weights(), tokens, width, x);
        return x;
    }

    /** dTable[token i] += d[i]. */
    void backward(Buffer d) {
        device.embeddingBackward(d, tokens, width, table.gradients());
    }
}
