package org.sparselaw.pipeline.input;

import java.util.List;

/** Which of the files that sources name are read. */
public interface Selection {
    /** What they hold, as an error names it: {@code text}. */
    String what();

    /** Which files they are, as an error names them. */
    String which();

    /** Whether a file that a source names itself is one. */
    boolean accepts(InputFile file);

    /** Those that are read when a source names their folder, of the visible files in it. */
    List<InputFile> in(List<InputFile> folder);
}
