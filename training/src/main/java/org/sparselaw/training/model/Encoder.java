package org.sparselaw.training.model;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/** Token embedding, blocks of self-attention and feed-forward, final norm. Every position sees every other. */
final class Encoder {
    private final TokenEmbedding embedding;
    private final RelativeBias bias;
    private final Stack stack;

    Encoder(Workspace workspace, ParameterSet parameters, TextArchitecture config, int batch, int length) {
        int rows = batch * length;
        embedding = new TokenEmbedding(workspace, parameters.named(TransformerTensors.EMBEDDING), rows);
        RelativeBuckets buckets = new RelativeBuckets(config.relativeBuckets(), config.relativeMaxDistance());
        bias = new RelativeBias(
                workspace,
                parameters.named(TransformerTensors.relativeBias("encoder")),
                length,
                buckets::bidirectional);
        AttentionShape shape =
                new AttentionShape(batch, config.heads(), length, length, config.headSize(), 1, Visibility.ALL);
        List<SelfAttention> attentions = new ArrayList<>();
        List<FeedForward> feedForwards = new ArrayList<>();
        for (int i = 0; i < config.encoderLayers(); i++) {
            attentions.add(
                    SelfAttention.t5(workspace, parameters, TransformerTensors.layer("encoder", i, 0), shape, bias));
            String layer = TransformerTensors.layer("encoder", i, 1);
            feedForwards.add(FeedForward.of(config.activation(), workspace, parameters, layer, rows));
        }
        Norm finalNorm = new RmsNorm(workspace, parameters.named("encoder.final_layer_norm.weight"), rows);
        stack = new Stack(workspace, attentions, feedForwards, finalNorm);
    }

    /** The tokens of the last forward pass, batch x length. */
    Ids tokens() {
        return embedding.tokens();
    }

    /**
     * @param keyTokens {@link #tokens}, or null when none is padding
     * @return batch * length x width
     */
    Matrix forward(int[] inputs, Ids keyTokens) {
        Buffer x = embedding.forward(inputs);
        bias.forward();
        return stack.forward(x, keyTokens);
    }

    /** @param dOut gradient of the output */
    void backward(Buffer dOut) {
        Buffer d = stack.backward(dOut);
        bias.backward();
        embedding.backward(d);
    }
}
