package org.sparselaw.pipeline;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.input.ReadAhead;
import org.sparselaw.pipeline.text.DocumentReader;
import org.sparselaw.pipeline.text.Reading;
import org.sparselaw.pipeline.text.Reading.Document;
import org.sparselaw.pipeline.text.Reading.Rejected;

/** The documents of one file as rows, in a task; at the file's end its report is given. */
final class FileRows extends ReadAhead<Row> {
    private final DocumentReader reader;
    private final Placement placement;
    private final InputAccount account;
    private final FileReports reports;

    /** @param limit bytes a line may have */
    FileRows(InputFile file, int limit, Placement placement, InputAccount account, FileReports reports)
            throws IOException {
        super(file);
        this.placement = placement;
        this.account = account;
        this.reports = reports;
        this.reader = DocumentReader.open(file, limit);
    }

    @Override
    protected Optional<Row> read() throws IOException {
        for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
            account.read();
            if (next.get() instanceof Document document) {
                return Optional.of(placement.place(document.text()));
            } else if (next.get() instanceof Rejected record) {
                account.reject(record);
            }
        }
        String sha256 = reader.sha256();
        end();
        reports.add(account.report(sha256));
        return Optional.empty();
    }

    @Override
    protected void end() throws IOException {
        reader.close();
        account.close();
    }
}
