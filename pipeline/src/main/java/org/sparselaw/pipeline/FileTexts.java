package org.sparselaw.pipeline;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.util.LongAccumulator;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.input.ReadAhead;
import org.sparselaw.pipeline.text.DocumentReader;
import org.sparselaw.pipeline.text.ReadOptions;
import org.sparselaw.pipeline.text.Reading;

/** The documents of one file, read as they are asked for; what is rejected is only counted. */
final class FileTexts extends ReadAhead<String> {
    private final DocumentReader reader;
    private final LongAccumulator documents;
    private final LongAccumulator rejected;

    FileTexts(InputFile file, ReadOptions options, LongAccumulator documents, LongAccumulator rejected)
            throws IOException {
        super(file);
        this.documents = documents;
        this.rejected = rejected;
        this.reader = DocumentReader.open(file, options);
    }

    @Override
    protected Optional<String> read() throws IOException {
        for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
            if (next.get() instanceof Reading.Document document) {
                documents.add(1);
                return Optional.of(document.text());
            }
            rejected.add(1);
        }
        end();
        return Optional.empty();
    }

    @Override
    protected void end() throws IOException {
        reader.close();
    }
}
