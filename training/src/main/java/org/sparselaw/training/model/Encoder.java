package org.sparselaw.training.model;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/** Token embedding, blocks of self-attention and feed-forward, final norm. Every position sees every other. */
final class Encoder {
    private final Device device;
    private final TokenEmbedding embedding;
    private final RelativeBias bias;
    private final List<SelfAttention> attentions = new ArrayList<>();
    private final List<FeedForward> feedForwards = new ArrayList<>();
    private final Norm finalNorm;
    private final Buffer d; // rows x width: gradient of the residual stream
    private Buffer last;

    Encoder(Workspace workspace, ParameterSet parameters, Architecture config, int batch, int length) {
        device = workspace.device();
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
        for (int i = 0; i < config.encoderLayers(); i++) {
            attentions.add(
                    new SelfAttention(workspace, parameters, TransformerTensors.layer("encoder", i, 0), shape, bias));
            String layer = TransformerTensors.layer("encoder", i, 1);
            feedForwards.add(FeedForward.of(config.activation(), workspace, parameters, layer, rows));
        }
        finalNorm = new Norm(workspace, parameters.named("encoder.final_layer_norm.weight"), rows);
        d = workspace.activation(rows * config.width());
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
        for (int i = 0; i < attentions.size(); i++) {
            x = attentions.get(i).forward(x, keyTokens);
            x = feedForwards.get(i).forward(x);
        }
        last = x;
        return finalNorm.forward(x);
    }

    /** @param dOut gradient of the output */
    void backward(Buffer dOut) {
        device.fill(d, 0);
        finalNorm.backward(dOut, last, d);
        for (int i = attentions.size() - 1; i >= 0; i--) {
            feedForwards.get(i).backward(d);
            attentions.get(i).backward(d);
        }
        bias.backward();
        embedding.backward(d);
    }
}
