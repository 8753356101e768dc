package org.sparselaw.pipeline.text;

import java.io.Serializable;
import org.sparselaw.pipeline.input.Rejection;

/** One record of an input file: a document, or the reason why it is none. */
public sealed interface Reading extends Serializable {
    /**
     * @param text neither empty nor with unpaired surrogates
     * @param line of the file that it ends on, from 1
     */
    record Document(String text, long line) implements Reading {}

    /**
     * @param line of the file, from 1; 0 for the file as a whole
     * @param excerpt how the record begins, at most {@link #EXCERPT} characters
     */
    record Rejected(Reason reason, String file, long line, String excerpt) implements Reading, Rejection {
        public static final int EXCERPT = 200;

        public Rejected {
            excerpt = excerpt.substring(0, Math.min(EXCERPT, excerpt.length()));
        }

        @Override
        public String code() {
            return reason.code();
        }

        @Override
        public String where() {
            return file + ":" + line;
        }
    }
}
