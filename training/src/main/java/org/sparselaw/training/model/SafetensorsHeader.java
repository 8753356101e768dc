package org.sparselaw.training.model;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.job.DataException;

/**
 * The header of a safetensors file: which tensors it holds, in the order of their bytes.
 *
 * @param source how errors name the file
 */
record SafetensorsHeader(String source, Map<String, String> metadata, List<Tensor> tensors) {
    static final String METADATA = "__metadata__";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A tensor in bytes {@code begin} to {@code end} (exclusive) behind the header. */
    record Tensor(String name, String dtype, List<Integer> shape, long begin, long end) {
        long bytes() {
            return end - begin;
        }

        /** @throws IllegalArgumentException when it is not of floating-point numbers that can be read */
        FloatType type() {
            return FloatType.valueOf(dtype);
        }
    }

    /**
     * @param dataBytes of the file behind the header
     * @throws DataException unless the tensors fill these bytes without gap or overlap
     */
    static SafetensorsHeader parse(String source, byte[] json, long dataBytes) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (IOException e) {
            throw new DataException(source + ": not a safetensors file (its header is not valid JSON)", e);
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Tensor> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            } else {
                tensors.add(tensor(source, field.getKey(), field.getValue()));
            }
        }
        tensors.sort(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end));
        long offset = 0;
        for (Tensor tensor : tensors) {
            if (tensor.begin() != offset || tensor.end() < offset) {
                throw new DataException(source + ": damaged: tensor " + tensor.name() + " is said to be in bytes "
                        + tensor.begin() + " to " + tensor.end() + ", but must begin at " + offset);
            }
            offset = tensor.end();
        }
        if (offset != dataBytes) {
            throw new DataException(source + ": damaged: its tensors are said to have " + offset
                    + " bytes, but there are " + dataBytes);
        }
        return new SafetensorsHeader(source, Map.copyOf(metadata), List.copyOf(tensors));
    }

    private static Tensor tensor(String source, String name, JsonNode node) {
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("dtype").isTextual()
                || !node.path("shape").isArray()
                || offsets.size() != 2
                || !offsets.path(0).isIntegralNumber()
                || !offsets.path(1).isIntegralNumber()) {
            throw new DataException(
                    source + ": damaged: tensor " + name + " must have a dtype, a shape and two data_offsets");
        }
        List<Integer> shape = new ArrayList<>();
        node.path("shape").forEach(n -> shape.add(n.asInt(-1)));
        return new Tensor(
                name,
                node.path("dtype").asText(),
                List.copyOf(shape),
                offsets.path(0).asLong(),
                offsets.path(1).asLong());
    }

    /** @throws DataException unless there is such a tensor, of floating-point numbers and of this shape */
    void check(Safetensors.Entry entry) {
        Tensor tensor = tensors.stream()
                .filter(t -> t.name().equals(entry.name()))
                .findFirst()
                .orElseThrow(() -> new DataException(source + ": has no tensor " + entry.name()));
        if (Arrays.stream(FloatType.values()).noneMatch(t -> t.name().equals(tensor.dtype()))) {
            throw new DataException(source + ": tensor " + entry.name() + " must be of type F32, F16 or BF16, but is "
                    + tensor.dtype());
        }
        if (!tensor.shape().equals(entry.shape())) {
            throw new DataException(source + ": tensor " + entry.name() + " must have the shape " + entry.shape()
                    + ", but has " + tensor.shape());
        }
        long expected = (long) tensor.type().bytes() * entry.values().size();
        if (tensor.bytes() != expected) {
            throw new DataException(source + ": damaged: tensor " + entry.name() + " must have " + expected
                    + " bytes, but has " + tensor.bytes());
        }
    }
}
