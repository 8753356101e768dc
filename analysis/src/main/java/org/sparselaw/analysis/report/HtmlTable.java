package org.sparselaw.analysis.report;

import java.util.List;

/** A table whose first column names the rows, as HTML that scrolls by itself where it is wider than the page. */
final class HtmlTable {
    private final StringBuilder html = new StringBuilder();

    /** @param name of the region for readers who do not see it */
    HtmlTable(String style, String name) {
        html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(Html.escape(name))
                .append("\"><table class=\"")
                .append(style)
                .append("\">");
    }

    /** A heading row of HTML cells. */
    HtmlTable heading(String... cells) {
        html.append("<thead><tr>");
        for (String cell : cells) {
            html.append("<th scope=\"col\">").append(cell).append("</th>");
        }
        html.append("</tr></thead>");
        return this;
    }

    /** A row of HTML cells. */
    HtmlTable row(String name, String... cells) {
        return row(name, List.of(cells));
    }

    HtmlTable row(String name, List<String> cells) {
        html.append("<tr><th scope=\"row\">").append(name).append("</th>");
        cells.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
        html.append("</tr>");
        return this;
    }

    String html() {
        return html + "</table></div>";
    }
}
