package org.sparselaw.analysis.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/**
 * A figure of the report. Its Vega-Lite specification is the one source of the picture: the page hands it to the reader's
 * browser, {@link #svg()} and {@link #png} draw it on this machine, without a browser.
 *
 * @param id of its element and its files, and the name of its specification among the resources
 * @param specification Vega-Lite, with its data sets
 * @param caption what there is to see, as HTML
 */
public record Figure(String id, JsonNode specification, String caption) {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new SimpleModule()
                    .addSerializer(Double.class, new Rounded())
                    .addSerializer(Double.TYPE, new Rounded()));

    private static final int DIGITS = 6;

    /** Of a picture in pixels of the page, where nothing else is asked for. */
    private static final int WIDTH = 720;

    /**
     * A figure from {@code ID.vl.json}. There {@code "$name"} stands for a value of {@code parameters}.
     *
     * @param description what the figure shows, for readers who do not see it
     */
    static Figure of(
            String id,
            Map<String, ?> parameters,
            Map<String, List<? extends Record>> dataSets,
            String description,
            String caption) {
        String template = Resource.text(id + ".vl.json");
        for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
            template = put(template, parameter.getKey(), parameter.getValue());
        }
        try {
            ObjectNode specification = (ObjectNode) MAPPER.readTree(template);
            specification.put("description", description);
            ObjectNode data = specification.putObject("datasets");
            dataSets.forEach((name, rows) -> data.set(name, MAPPER.valueToTree(rows)));
            return new Figure(id, specification, caption);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + id + ".vl.json", e);
        }
    }

    /** What the figure shows, in a sentence. */
    public String description() {
        return specification.get("description").asText();
    }

    /** The Vega-Lite specification as JSON, for other tools. */
    public String vegaLite() {
        return specification.toPrettyString();
    }

    /**
     * The figure as an SVG document, the same bytes on every machine.
     *
     * @throws FiguresUnavailable where V8, which draws it, does not load: it is there for Linux on x86-64
     */
    public String svg() {
        return Drawing.svg(specification.toString(), WIDTH);
    }

    /**
     * The figure as a PNG.
     *
     * @param width in pixels; lines and letters grow with it
     * @throws FiguresUnavailable as {@link #svg()}, and where Java finds no fonts
     */
    public byte[] png(int width) {
        return Raster.png(svg(), width);
    }

    String html() {
        return "<figure><div class=\"chart\" id=\"" + id + "\" role=\"img\" aria-label=\"" + Html.escape(description())
                + "\"></div><figcaption>" + caption + "</figcaption></figure>";
    }

    /** The specifications of all figures by id, for the script of the page. */
    static String specifications(List<Figure> figures) {
        ObjectNode all = MAPPER.createObjectNode();
        figures.forEach(figure -> all.set(figure.id, figure.specification));
        return all.toString();
    }

    /** Numbers of a picture with six digits, which is less than a hundredth of a pixel, and half the size of the page. */
    private static final class Rounded extends StdSerializer<Double> {
        private static final long serialVersionUID = 1;

        Rounded() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value)) {
                json.writeNull();
                return;
            }
            json.writeNumber(
                    new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue());
        }
    }

    private static String put(String template, String name, Object value) {
        return template.replace("\"$" + name + "\"", MAPPER.valueToTree(value).toString());
    }
}
