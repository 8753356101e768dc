package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * C4: documents of less than three sentences are dropped.
 *
 * <p>Deviation: the original finds sentences with the Punkt model of NLTK. Here a sentence ends at a run of {@code .?!}, and what
 * closes after it, before white space or the end of a line; what is left of a line counts as one more. So abbreviations count
 * as ends, and a document has at least as many sentences as there.
 *
 * @param sentences a document must have
 */
@Variant(key = "rule", value = "few-sentences")
public record FewSentences(@Default("3") @Range("[1, 1000]") int sentences) implements Rule {
    private static final String ENDS = ".?!";
    private static final String CLOSES = "\"')]\u201d\u2019";

    @Override
    public String clean(String text) {
        return count(text) >= sentences ? text : "";
    }

    static int count(String text) {
        int count = 0;
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                count += open ? 1 : 0;
                open = false;
            } else if (c == '.' || c == '?' || c == '!') {
                int next = after(text, i + 1);
                if (open && (next == text.length() || Character.isWhitespace(text.charAt(next)))) {
                    count++;
                    open = false;
                }
                i = next - 1;
            } else if (!open) {
                open = !Character.isWhitespace(c);
            }
        }
        return count + (open ? 1 : 0);
    }

    private static int after(String text, int from) {
        int i = from;
        while (i < text.length() && (ENDS.indexOf(text.charAt(i)) >= 0 || CLOSES.indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }
}
