package org.sparselaw.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.util.LongAccumulator;
import org.sparselaw.pipeline.text.DocumentReader;
import org.sparselaw.pipeline.text.InputFile;
import org.sparselaw.pipeline.text.Reading;

/** The documents of one file, read as they are asked for; what is rejected is only counted. */
final class FileTexts implements Iterator<String> {
    private final DocumentReader reader;
    private final LongAccumulator documents;
    private final LongAccumulator rejected;
    private String next;

    FileTexts(InputFile file, int maxRecordBytes, LongAccumulator documents, LongAccumulator rejected) {
        this.documents = documents;
        this.rejected = rejected;
        try {
            reader = DocumentReader.open(file, maxRecordBytes);
            advance();
        } catch (IOException e) {
            throw new UncheckedIOException(file.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public String next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        String text = next;
        try {
            advance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text;
    }

    private void advance() throws IOException {
        next = null;
        while (next == null) {
            Optional<Reading> reading = reader.next();
            if (reading.isEmpty()) {
                reader.close();
                return;
            }
            if (reading.get() instanceof Reading.Document document) {
                documents.add(1);
                next = document.text();
            } else {
                rejected.add(1);
            }
        }
    }
}
