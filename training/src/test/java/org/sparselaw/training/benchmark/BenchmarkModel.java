package org.sparselaw.training.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.Architecture.Activation;
import org.sparselaw.training.model.Architecture.Logits;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.model.Model;

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
        Family family = shape.path("encoder_layers").asInt() == 0 ? Family.DECODER : Family.T5;
        Architecture architecture = family.architecture(
                shape.path("vocabulary").asInt(),
                shape.path("heads").asInt(),
                shape.path("head_size").asInt(),
                shape.path("decoder_layers").asInt(),
                shape.path("mlp").asInt(),
                Optional.of(shape.path("tied_logits").asBoolean() ? Logits.TIED : Logits.UNTIED),
                Activation.GATED_GELU);
        return new BenchmarkModel(
                name,
                architecture,
                node.path("batch").asInt(),
                node.path("input_length").asInt(),
                node.path("target_length").asInt());
    }

    Model on(Device device) {
        return architecture.on(device, batch, inputLength, targetLength);
    }

    /** Random tokens, none of them padding. */
    Batch batch(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Batch(
                random.ints((long) batch * inputLength, 1, architecture.vocabulary())
                        .toArray(),
                random.ints((long) batch * targetLength, 1, architecture.vocabulary())
                        .toArray());
    }

    /** Tokens of encoder and decoder in one step. */
    int tokensPerStep() {
        return batch * (inputLength + targetLength);
    }
}
