package org.sparselaw.training.model;

import java.util.List;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/** Blocks of self-attention and feed-forward, and a final norm. */
final class Stack {
    private final Workspace workspace;
    private final List<SelfAttention> attentions;
    private final List<FeedForward> feedForwards;
    private final Norm finalNorm;
    private final Buffer d; // rows x width: gradient of the residual stream
    private Buffer last;

    Stack(Workspace workspace, List<SelfAttention> attentions, List<FeedForward> feedForwards, Norm finalNorm) {
        this.workspace = workspace;
        this.attentions = List.copyOf(attentions);
        this.feedForwards = List.copyOf(feedForwards);
        this.finalNorm = finalNorm;
        d = workspace.activation(finalNorm.output().data().size());
    }

    /**
     * @param keyTokens batch x length, or null when none is padding
     * @return batch * length x width
     */
    Matrix forward(Buffer x, Ids keyTokens) {
        Buffer stream = x;
        for (int i = 0; i < attentions.size(); i++) {
            stream = attentions.get(i).forward(stream, keyTokens);
            stream = feedForwards.get(i).forward(stream);
        }
        last = stream;
        return finalNorm.forward(stream);
    }

    /** What the last forward pass returned. */
    Matrix output() {
        return finalNorm.output();
    }

    /**
     * @param dOut gradient of the output
     * @return that of the input
     */
    Buffer backward(Buffer dOut) {
        workspace.device().fill(d, 0);
        finalNorm.backward(dOut, last, d);
        for (int i = attentions.size() - 1; i >= 0; i--) {
            feedForwards.get(i).backward(d);
            attentions.get(i).backward(d);
        }
        return d;
    }
}
