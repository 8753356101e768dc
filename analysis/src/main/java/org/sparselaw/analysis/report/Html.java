package org.sparselaw.analysis.report;

import java.util.regex.Pattern;

/** Text as HTML. */
final class Html {
    private static final Pattern SYMBOL = Pattern.compile("\\b([A-Za-z])_([A-Za-z]+)\\b");
    private static final Pattern POWER = Pattern.compile("\\^([A-Za-z]_[A-Za-z])\\b");

    private Html() {}

    /** The text itself, inert as content and as a quoted attribute. */
    static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }

    /** Escaped, with the law's symbols set as they are in print: the index of b_N or S_opt lowered, exponents raised. */
    static String symbols(String text) {
        String raised = POWER.matcher(escape(text)).replaceAll("<sup>$1</sup>");
        return SYMBOL.matcher(raised).replaceAll("<var>$1</var><sub>$2</sub>");
    }

    /** The name of a coefficient as it is set in print. */
    static String coefficient(String name) {
        return name.contains("_") ? symbols(name) : "<var>" + escape(name) + "</var>";
    }

    /** A script that the HTML parser cannot leave early, whatever the strings in it say. */
    static String script(String javaScript) {
        return "<script>" + javaScript.replace("</script", "<\\/script").replace("<!--", "<\\!--") + "</script>";
    }

    /** JSON for a page's scripts to read; the parser sees no tag in it. */
    static String json(String id, String json) {
        return "<script type=\"application/json\" id=\"" + escape(id) + "\">" + json.replace("<", "\\u003c")
                + "</script>";
    }
}
