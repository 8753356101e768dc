package org.sparselaw.pipeline.text;

import java.io.IOException;
import java.util.Optional;

/** A document a line. Lines of white space are not records. */
final class PlainLines implements Records {
    private final String file;
    private final LineReader lines;
    private final Utf8Text utf8 = new Utf8Text();

    PlainLines(String file, LineReader lines) {
        this.file = file;
        this.lines = lines;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        while (lines.next()) {
            if (lines.tooLong()) {
                return rejected(Reason.TOO_LONG);
            }
            Optional<String> text = utf8.decode(lines.line()).map(CharSequence::toString);
            if (text.isEmpty()) {
                return rejected(Reason.INVALID_UTF8);
            }
            if (!Utf8Text.blank(text.get())) {
                return Optional.of(new Reading.Document(text.get(), lines.number()));
            }
        }
        return Optional.empty();
    }

    private Optional<Reading> rejected(Reason reason) {
        return Optional.of(new Reading.Rejected(reason, file, lines.number(), Utf8Text.excerpt(lines.line())));
    }
}
