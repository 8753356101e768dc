package org.sparselaw.pipeline.text.cleaning;

/** Lines of a text, white space at both ends left out. */
final class Lines {
    private Lines() {}

    /** A condition on the line text[from, to). */
    @FunctionalInterface
    interface Condition {
        boolean holds(String text, int from, int to);
    }

    /** The text without the lines for which the condition does not hold. */
    static String keep(String text, Condition condition) {
        StringBuilder kept = null;
        int begin = 0;
        while (begin <= text.length()) {
            int end = end(text, begin);
            boolean keeps = holds(condition, text, begin, end);
            if (!keeps && kept == null) {
                kept = new StringBuilder(text.length()).append(text, 0, Math.max(0, begin - 1));
            } else if (keeps && kept != null) {
                kept.append(kept.length() > 0 ? "\n" : "").append(text, begin, end);
            }
            begin = end + 1;
        }
        return kept == null ? text : kept.toString();
    }

    /** The share of lines, but for those of white space, for which the condition holds; 0 without any. */
    static double share(String text, Condition condition) {
        int lines = 0;
        int holding = 0;
        for (int begin = 0, end; begin <= text.length(); begin = end + 1) {
            end = end(text, begin);
            if (!text.substring(begin, end).isBlank()) {
                lines++;
                holding += holds(condition, text, begin, end) ? 1 : 0;
            }
        }
        return lines == 0 ? 0 : (double) holding / lines;
    }

    private static boolean holds(Condition condition, String text, int begin, int end) {
        int from = begin;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return condition.holds(text, from, to);
    }

    private static int end(String text, int begin) {
        int end = text.indexOf('\n', begin);
        return end < 0 ? text.length() : end;
    }
}
