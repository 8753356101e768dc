package org.sparselaw.analysis.plan;

import java.util.List;
import java.util.Locale;
import org.sparselaw.analysis.law.FittedLaw;

/** An answer: a record that is written as JSON for machines and as text for a terminal. */
public interface Answer {
    /** Lines that end in a line break. */
    String text();

    /** The data unit of a law in words: {@code tokens}. */
    static String unit(FittedLaw law) {
        return law.dataUnit().name().toLowerCase(Locale.ROOT);
    }

    /** A warning for each sentence; nothing when there is none. */
    static String warnings(List<String> sentences) {
        StringBuilder text = new StringBuilder();
        sentences.forEach(s -> text.append("! ").append(s).append('\n'));
        return text.toString();
    }
}
