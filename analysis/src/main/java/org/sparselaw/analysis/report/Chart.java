package org.sparselaw.analysis.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A figure of the report.
 *
 * @param id of its element, and the name of its Vega-Lite specification among the resources
 * @param specification Vega-Lite, with its data sets
 * @param caption what there is to see, as HTML
 */
record Chart(String id, JsonNode specification, String caption) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A chart from {@code ID.vl.json}. There {@code "$sparsity"} stands for the scale that gives each sparsity its colour,
     * and any other {@code "$name"} for a value of {@code parameters}.
     */
    static Chart of(
            String id,
            List<Double> sparsities,
            Map<String, ?> parameters,
            Map<String, List<? extends Record>> dataSets,
            String caption) {
        String template = Resource.text(id + ".vl.json");
        template = put(template, "sparsity", Map.of("domain", sparsities, "range", Palette.colours(sparsities)));
        for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
            template = put(template, parameter.getKey(), parameter.getValue());
        }
        try {
            ObjectNode specification = (ObjectNode) MAPPER.readTree(template);
            ObjectNode data = specification.putObject("datasets");
            dataSets.forEach((name, rows) -> data.set(name, MAPPER.valueToTree(rows)));
            return new Chart(id, specification, caption);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + id + ".vl.json", e);
        }
    }

    String html() {
        return "<figure><div class=\"chart\" id=\"" + id + "\"></div><figcaption>" + caption + "</figcaption></figure>";
    }

    /** The specifications of all charts by id, for the script of the page. */
    static String specifications(List<Chart> charts) {
        ObjectNode all = MAPPER.createObjectNode();
        charts.forEach(chart -> all.set(chart.id, chart.specification));
        return all.toString();
    }

    private static String put(String template, String name, Object value) {
        return template.replace("\"$" + name + "\"", MAPPER.valueToTree(value).toString());
    }
}
