package org.sparselaw.pipeline.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Optional;

/** The whole content as one document, its line ends as line feeds. */
final class PlainText implements Records {
    private final String file;
    private final LineReader lines;
    private final int limit;
    private boolean read;

    /** @param limit bytes the file may have */
    PlainText(String file, LineReader lines, int limit) {
        this.file = file;
        this.lines = lines;
        this.limit = limit;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        if (read) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        Utf8Text utf8 = new Utf8Text();
        for (long bytes = 0; lines.next(); ) {
            ByteBuffer line = lines.line();
            bytes += line.remaining() + 1;
            if (lines.tooLong() || bytes > limit) {
                return rejected(Reason.TOO_LONG, text);
            }
            Optional<CharBuffer> decoded = utf8.decode(line);
            if (decoded.isEmpty()) {
                text.append(Utf8Text.excerpt(lines.line()));
                return rejected(Reason.INVALID_UTF8, text);
            }
            text.append(decoded.get()).append('\n');
        }
        read = true;
        return Utf8Text.blank(text)
                ? rejected(Reason.EMPTY_TEXT, text)
                : Optional.of(new Reading.Document(text.substring(0, text.length() - 1), lines.number()));
    }

    private Optional<Reading> rejected(Reason reason, CharSequence text) {
        read = true;
        return Optional.of(new Reading.Rejected(reason, file, lines.number(), text.toString()));
    }
}
