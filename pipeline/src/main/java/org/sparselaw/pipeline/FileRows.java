package org.sparselaw.pipeline;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.input.ReadAhead;
import org.sparselaw.pipeline.text.DocumentReader;
import org.sparselaw.pipeline.text.ReadOptions;
import org.sparselaw.pipeline.text.Reading;
import org.sparselaw.pipeline.text.Reading.Document;
import org.sparselaw.pipeline.text.Reading.Rejected;
import org.sparselaw.pipeline.text.cleaning.Cleaner;
import org.sparselaw.pipeline.text.cleaning.Cleaner.Cleaned;
import org.sparselaw.pipeline.text.cleaning.CleaningConfig;
import org.sparselaw.pipeline.text.cleaning.DroppedDocument;

/** The documents of one file as rows, in a task; at the file's end its report is given. */
final class FileRows extends ReadAhead<Row> {
    private final String file;
    private final DocumentReader reader;
    private final Cleaner cleaner;
    private final boolean keepDropped;
    private final Placement placement;
    private final InputAccount account;
    private final FileReports reports;

    FileRows(
            InputFile file,
            ReadOptions options,
            CleaningConfig cleaning,
            Placement placement,
            InputAccount account,
            FileReports reports)
            throws IOException {
        super(file);
        this.file = file.name();
        this.cleaner = new Cleaner(cleaning.rules());
        this.keepDropped = cleaning.keepDropped();
        this.placement = placement;
        this.account = account;
        this.reports = reports;
        this.reader = DocumentReader.open(file, options);
    }

    @Override
    protected Optional<Row> read() throws IOException {
        for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
            account.read();
            if (next.get() instanceof Document document) {
                Cleaned cleaned = cleaner.clean(document.text());
                account.changed(cleaned.changedBy());
                if (cleaned.droppedBy().isEmpty()) {
                    return Optional.of(placement.place(cleaned.text()));
                }
                drop(new DroppedDocument(cleaned.droppedBy().get(), file, document.line(), document.text()));
            } else if (next.get() instanceof Rejected record) {
                account.reject(record);
            }
        }
        String sha256 = reader.sha256();
        end();
        reports.add(account.report(sha256));
        return Optional.empty();
    }

    private void drop(DroppedDocument document) throws IOException {
        if (keepDropped) {
            account.reject(document);
        } else {
            account.drop(document);
        }
    }

    @Override
    protected void end() throws IOException {
        reader.close();
        account.close();
    }
}
