package org.sparselaw.analysis.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.job.DataException;

/** The three layouts of a JSON table as one: a record a line. */
final class JsonRecords {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonRecords() {}

    /** @param source how an error names this text */
    static List<String> of(String source, String json) {
        List<JsonNode> values = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                MAPPER.readerFor(JsonNode.class).readValues(json)) {
            documents.forEachRemaining(values::add);
        } catch (IOException | RuntimeException e) {
            throw new DataException(source + ": not valid JSON (" + firstLine(e) + ")", e);
        }
        List<JsonNode> records = new ArrayList<>();
        if (values.size() == 1 && isColumns(values.get(0))) {
            records.addAll(rows(values.get(0)));
        } else if (values.size() == 1 && values.get(0).isArray()) {
            values.get(0).forEach(records::add);
        } else {
            records.addAll(values);
        }
        if (records.isEmpty() || !records.stream().allMatch(JsonNode::isObject)) {
            throw new DataException(source
                    + ": not a table (must be an array of records, a record a line, or columns of values by row)");
        }
        return records.stream().map(JsonNode::toString).toList();
    }

    private static boolean isColumns(JsonNode value) {
        if (!value.isObject() || value.isEmpty()) {
            return false;
        }
        for (JsonNode column : value) {
            if (!column.isObject()) {
                return false;
            }
        }
        return true;
    }

    /** Rows in the order in which their keys first appear. */
    private static List<ObjectNode> rows(JsonNode columns) {
        Map<String, ObjectNode> rows = new LinkedHashMap<>();
        columns.properties()
                .forEach(column -> column.getValue()
                        .properties()
                        .forEach(cell -> rows.computeIfAbsent(cell.getKey(), key -> MAPPER.createObjectNode())
                                .set(column.getKey(), cell.getValue())));
        return List.copyOf(rows.values());
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
