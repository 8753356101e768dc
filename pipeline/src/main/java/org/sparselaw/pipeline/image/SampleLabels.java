package org.sparselaw.pipeline.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The labels of a WebDataset sample, by the field that holds them: {@code cls}, numbers of classes (WebDataset itself allows
 * one); {@code json}, the value, or list of values, of {@code label}, {@code labels} or {@code cls}; {@code txt}, a name a
 * line.
 */
enum SampleLabels {
    CLS {
        @Override
        List<String> parse(String text) throws InvalidLabelException {
            List<String> numbers = split(text, "[\\s,]+").toList();
            for (String number : numbers) {
                if (!number.matches("\\d{1,9}")) {
                    throw new InvalidLabelException(
                            "a .cls must hold numbers of classes, but holds " + excerpt(number));
                }
            }
            return numbers;
        }
    },
    JSON {
        @Override
        List<String> parse(String text) throws InvalidLabelException {
            try {
                JsonNode tree = MAPPER.readTree(text);
                for (String field : new String[] {"label", "labels", "cls"}) {
                    if (tree.has(field)) {
                        return labels(tree.get(field));
                    }
                }
            } catch (JsonProcessingException e) {
                throw new InvalidLabelException("a .json must hold JSON, but holds " + excerpt(text));
            }
            throw new InvalidLabelException(
                    "a .json must have a field label, labels or cls, but holds " + excerpt(text));
        }
    },
    TXT {
        @Override
        List<String> parse(String text) {
            return split(text, "\\R").toList();
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What should be labels, but is not. */
    static final class InvalidLabelException extends Exception {
        InvalidLabelException(String message) {
            super(message);
        }
    }

    /** As members are named: {@code cls}. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> parse(byte[] content) throws InvalidLabelException {
        return parse(new String(content, UTF_8));
    }

    abstract List<String> parse(String text) throws InvalidLabelException;

    private static Stream<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator)).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static List<String> labels(JsonNode value) throws InvalidLabelException {
        List<String> labels = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (!one.isIntegralNumber() && !one.isTextual()) {
                throw new InvalidLabelException(
                        "a label must be a number or a name, but is " + excerpt(one.toString()));
            }
            labels.add(one.asText());
        }
        return labels;
    }

    private static String excerpt(String text) {
        return "'" + text.substring(0, Math.min(80, text.length())) + "'";
    }
}
