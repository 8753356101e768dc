package org.sparselaw.analysis.report;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.reference.V8ValueFunction;
import java.util.List;

/**
 * Draws Vega-Lite specifications as SVG without a browser: Vega and Vega-Lite, the same builds that a page embeds, in a V8 of
 * this process. Text is measured by a table of widths, so that a picture has the same bytes on every machine.
 */
final class Drawing {
    private static Drawing shared;

    private final V8Runtime runtime;

    private Drawing() throws JavetException {
        runtime = V8Host.getV8Instance().createV8Runtime();
        for (String script : List.of(
                Resource.text("host.js"),
                Resource.library("vega"),
                Resource.library("vega-lite"),
                Resource.text("figures.js"),
                Resource.text("draw.js"))) {
            runtime.getExecutor(script).executeVoid();
        }
    }

    /**
     * A figure as an SVG document.
     *
     * @param specification Vega-Lite, as JSON
     * @param width in pixels; figures of several panels may be somewhat narrower
     * @throws FiguresUnavailable where V8 does not load
     */
    static synchronized String svg(String specification, int width) {
        try {
            if (shared == null) {
                shared = new Drawing();
            }
        } catch (JavetException | LinkageError e) {
            throw new FiguresUnavailable("V8, which draws them, does not load", e);
        }
        try {
            return shared.draw(specification, width);
        } catch (JavetException e) {
            throw new IllegalStateException("Not a figure: " + specification, e);
        }
    }

    private String draw(String specification, int width) throws JavetException {
        try (V8ValueFunction draw = runtime.getGlobalObject().get("draw")) {
            draw.callVoid(null, specification, width);
        }
        runtime.await();
        String svg = runtime.getExecutor("drawing.svg").executeString();
        if (svg == null) {
            throw new IllegalStateException(
                    "Not drawn: " + runtime.getExecutor("drawing.error").executeString());
        }
        return svg;
    }
}
