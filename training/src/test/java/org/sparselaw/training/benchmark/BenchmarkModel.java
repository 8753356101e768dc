package org.sparselaw.training.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.DecoderConfig;
import org.sparselaw.training.model.ExampleShape;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.model.ImageBatch;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.ModelOptions;
import org.sparselaw.training.model.ModelSizes;
import org.sparselaw.training.model.Pooling;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.model.TextArchitecture;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;
import org.sparselaw.training.model.TokenBatch;
import org.sparselaw.training.model.VisionConfig;

/**
 * A model that both sides of a comparison train, as {@code benchmark_models.json} beside the Python side describes it.
 *
 * @param inputLength encoder tokens an example, 0 without an encoder
 */
record BenchmarkModel(String name, Architecture architecture, int batch, int inputLength, int targetLength) {
    static BenchmarkModel read(Path file, String name) {
        JsonNode node;
        try {
            node = new ObjectMapper().readTree(file.toFile()).path(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode shape = node.path("shape");
        return new BenchmarkModel(
                name,
                shape.has("image") ? vision(shape) : text(shape),
                node.path("batch").asInt(),
                node.path("input_length").asInt(),
                node.path("target_length").asInt());
    }

    /** The width may be another than that of all heads together: T5.1.1 small has it so. */
    private static Architecture text(JsonNode shape) {
        int encoderLayers = shape.path("encoder_layers").asInt();
        int vocabulary = shape.path("vocabulary").asInt();
        int width = shape.path("width").asInt();
        int heads = shape.path("heads").asInt();
        int headSize = shape.path("head_size").asInt();
        int layers = shape.path("decoder_layers").asInt();
        int mlp = shape.path("mlp").asInt();
        Logits logits = shape.path("tied_logits").asBoolean() ? Logits.TIED : Logits.UNTIED;
        return encoderLayers == 0
                ? DecoderConfig.of(vocabulary, width, heads, headSize, layers, mlp)
                        .with(logits, Activation.GATED_GELU)
                : T5Config.of(vocabulary, width, heads, headSize, encoderLayers, layers, mlp)
                        .with(logits, Activation.GATED_GELU);
    }

    private static Architecture vision(JsonNode shape) {
        ModelSizes sizes = new ModelSizes(
                shape.path("heads").asInt(),
                shape.path("head_size").asInt(),
                shape.path("decoder_layers").asInt(),
                shape.path("mlp").asInt());
        boolean token = shape.path("class_token").asBoolean();
        LabelKind labels = shape.path("several_labels").asBoolean() ? LabelKind.SEVERAL : LabelKind.SINGLE;
        int side = shape.path("image").asInt();
        return Family.VIT.architecture(
                sizes,
                new ModelOptions(
                        Optional.empty(),
                        Activation.GATED_GELU,
                        shape.path("patch").asInt(),
                        token ? Pooling.CLASS_TOKEN : Pooling.MEAN),
                new ExampleShape.Pictures(side, side, shape.path("classes").asInt(), labels));
    }

    Model on(Device device) {
        return architecture instanceof TextArchitecture text
                ? text.on(device, batch, inputLength, targetLength)
                : ((VisionConfig) architecture).on(device, batch);
    }

    /** Random tokens, none of them padding; or random pixels and classes. */
    Batch batch(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (architecture instanceof TextArchitecture text) {
            return new TokenBatch(
                    random.ints((long) batch * inputLength, 1, text.vocabulary())
                            .toArray(),
                    random.ints((long) batch * targetLength, 1, text.vocabulary())
                            .toArray());
        }
        VisionConfig vision = (VisionConfig) architecture;
        float[] pixels = new float[batch * vision.imageHeight() * vision.imageWidth() * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (4 * random.nextDouble() - 2);
        }
        return new ImageBatch(pixels, random.ints(batch, 0, vision.classes()).toArray(), batch);
    }

    /** Tokens of encoder and decoder in one step. */
    int tokensPerStep() {
        return batch * (inputLength + targetLength);
    }

    /** What speed is counted in: tokens, or images. */
    int unitsPerStep() {
        return architecture instanceof TextArchitecture ? tokensPerStep() : batch;
    }
}
