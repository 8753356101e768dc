package org.sparselaw.pipeline.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Optional;

/**
 * One JSON object a line, its document in one of its fields. Other fields may hold anything. Of a
 * field given twice the last counts. Blank lines are not records.
 */
final class JsonLines implements Records {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE) // the limit of a line is the limit
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final String file;
    private final LineReader lines;
    private final String field;
    private final Utf8Text utf8 = new Utf8Text();

    JsonLines(String file, LineReader lines, String field) {
        this.file = file;
        this.lines = lines;
        this.field = field;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        while (lines.next()) {
            ByteBuffer line = lines.line();
            if (lines.tooLong()) {
                return rejected(Reason.TOO_LONG);
            }
            if (!blank(line)) {
                Optional<CharBuffer> text = utf8.decode(line);
                return text.isPresent() ? parse(text.get()) : rejected(Reason.INVALID_UTF8);
            }
        }
        return Optional.empty();
    }

    private static boolean blank(ByteBuffer line) {
        for (int i = line.position(); i < line.limit(); i++) {
            if (line.get(i) != ' ' && line.get(i) != '\t' && line.get(i) != '\r') {
                return false;
            }
        }
        return true;
    }

    private Optional<Reading> parse(CharBuffer line) throws IOException {
        try (JsonParser json = JSON.createParser(line.array(), line.arrayOffset(), line.length())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return rejected(json.nextToken() == null ? Reason.NOT_AN_OBJECT : Reason.NOT_JSON);
            }
            JsonToken kind = null;
            String text = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals(field);
                JsonToken value = json.nextToken();
                if (wanted) {
                    kind = value;
                    text = value == JsonToken.VALUE_STRING ? json.getText() : null;
                }
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                return rejected(Reason.NOT_JSON);
            }
            if (text == null) {
                return rejected(kind == null ? Reason.NO_TEXT : Reason.TEXT_NOT_A_STRING);
            }
            return Utf8Text.blank(text)
                    ? rejected(Reason.EMPTY_TEXT)
                    : Optional.of(new Reading.Document(Utf8Text.wellFormed(text), lines.number()));
        } catch (JsonProcessingException e) {
            return rejected(Reason.NOT_JSON);
        }
    }

    private Optional<Reading> rejected(Reason reason) {
        return Optional.of(new Reading.Rejected(reason, file, lines.number(), Utf8Text.excerpt(lines.line())));
    }
}
