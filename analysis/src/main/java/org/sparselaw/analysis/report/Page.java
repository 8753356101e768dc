package org.sparselaw.analysis.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An HTML file that needs no network: a template among the resources, its parts, and the libraries that draw figures. */
final class Page {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    private Page() {}

    /** Fills in each place of a template once; what is filled in is not looked at again. */
    static String fill(String template, Map<String, String> parts) {
        return PLACE.matcher(Resource.text(template)).replaceAll(place -> {
            String part = parts.get(place.group(1));
            if (part == null) {
                throw new IllegalStateException("The page has no part " + place.group(1));
            }
            return Matcher.quoteReplacement(part);
        });
    }

    /** Vega and what it takes to draw in a page. */
    static String libraries() {
        return Stream.of("vega", "vega-lite", "vega-embed")
                .map(name -> Html.script(Resource.library(name)) + "\n")
                .collect(Collectors.joining());
    }

    /** Scripts of ours, one after the other. */
    static String script(String... names) {
        return Html.script(Arrays.stream(names).map(Resource::text).collect(Collectors.joining("\n")));
    }

    /** Puts each figure into the place of its name, and all their specifications where the page's script finds them. */
    static String figures(List<Figure> figures, Map<String, String> parts) {
        figures.forEach(figure -> parts.put(figure.id(), figure.html()));
        return Html.json("figures", Figure.specifications(figures));
    }
}
