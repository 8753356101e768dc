package org.sparselaw.training.model;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/**
 * Token embedding, blocks of causal self-attention, cross-attention where there is an encoder, and feed-forward, final norm.
 *
 * <p>Padding at the end of a target needs no mask here: the positions before it do not see it, and its own are not
 * counted in the loss.
 */
final class Decoder {
    private final Device device;
    private final TokenEmbedding embedding;
    private final RelativeBias bias;
    private final List<SelfAttention> attentions = new ArrayList<>();
    private final List<CrossAttention> crossAttentions = new ArrayList<>();
    private final List<FeedForward> feedForwards = new ArrayList<>();
    private final Norm finalNorm;
    private final Buffer d; // rows x width: gradient of the residual stream
    private Buffer last;

    /**
     * @param length of targets
     * @param memoryLength of inputs; without meaning when there is no encoder
     */
    Decoder(
            Workspace workspace,
            ParameterSet parameters,
            TextArchitecture config,
            int batch,
            int length,
            int memoryLength) {
        device = workspace.device();
        int rows = batch * length;
        embedding = new TokenEmbedding(workspace, parameters.named(TransformerTensors.EMBEDDING), rows);
        RelativeBuckets buckets = new RelativeBuckets(config.relativeBuckets(), config.relativeMaxDistance());
        bias = new RelativeBias(
                workspace,
                parameters.named(TransformerTensors.relativeBias("decoder")),
                length,
                buckets::unidirectional);
        AttentionShape self =
                new AttentionShape(batch, config.heads(), length, length, config.headSize(), 1, Visibility.CAUSAL);
        AttentionShape cross =
                new AttentionShape(batch, config.heads(), length, memoryLength, config.headSize(), 1, Visibility.ALL);
        boolean crossed = config.encoderLayers() > 0;
        for (int i = 0; i < config.decoderLayers(); i++) {
            attentions.add(
                    SelfAttention.t5(workspace, parameters, TransformerTensors.layer("decoder", i, 0), self, bias));
            if (crossed) {
                String layer = TransformerTensors.layer("decoder", i, 1);
                crossAttentions.add(new CrossAttention(workspace, parameters, layer, cross));
            }
            String layer = TransformerTensors.layer("decoder", i, crossed ? 2 : 1);
            feedForwards.add(FeedForward.of(config.activation(), workspace, parameters, layer, rows));
        }
        finalNorm = new RmsNorm(workspace, parameters.named("decoder.final_layer_norm.weight"), rows);
        d = workspace.activation(rows * config.width());
    }

    /**
     * @param inputs labels shifted right, batch x length
     * @param memory output of the encoder, batch * memoryLength x width; null when there is none
     * @param memoryTokens batch x memoryLength, or null when none is padding
     * @return batch * length x width
     */
    Matrix forward(int[] inputs, Matrix memory, Ids memoryTokens) {
        Buffer x = embedding.forward(inputs);
        bias.forward();
        for (int i = 0; i < attentions.size(); i++) {
            x = attentions.get(i).forward(x, null);
            if (memory != null) {
                x = crossAttentions.get(i).forward(x, memory, memoryTokens);
            }
            x = feedForwards.get(i).forward(x);
        }
        last = x;
        return finalNorm.forward(x);
    }

    /** What the last forward pass returned. */
    Matrix output() {
        return finalNorm.output();
    }

    /**
     * @param dOut gradient of the output
     * @param dMemory batch * memoryLength x width, added to; null without an encoder
     */
    void backward(Buffer dOut, Matrix dMemory) {
        device.fill(d, 0);
        finalNorm.backward(dOut, last, d);
        for (int i = attentions.size() - 1; i >= 0; i--) {
            feedForwards.get(i).backward(d);
            if (dMemory != null) {
                crossAttentions.get(i).backward(d, dMemory);
            }
            attentions.get(i).backward(d);
        }
        bias.backward();
        embedding.backward(d);
    }
}
