package org.sparselaw.pipeline;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparselaw.pipeline.image.ImageSource;
import org.sparselaw.pipeline.image.Preparation;
import org.sparselaw.pipeline.image.Preparation.Prepared;
import org.sparselaw.pipeline.image.Preparation.RejectedException;
import org.sparselaw.pipeline.image.Reading;
import org.sparselaw.pipeline.image.SourceReader;
import org.sparselaw.pipeline.input.ReadAhead;
import org.sparselaw.pipeline.shard.ContentKey;

/** The images of one source as rows, in a task; at the source's end its report is given. */
final class ImageRows extends ReadAhead<Row> {
    /** An image on its way to its shard: by {@code shard}, then in the order of {@code key} and {@code labels}. */
    static final StructType ROW = new StructType()
            .add("shard", DataTypes.IntegerType, false)
            .add("key", DataTypes.BinaryType, false)
            .add("pixels", DataTypes.BinaryType, false)
            .add("labels", DataTypes.createArrayType(DataTypes.IntegerType, false), false);

    static final int PIXELS = 2;
    static final int LABELS = 3;

    private final SourceReader reader;
    private final String source;
    private final Preparation preparation;
    private final Placement placement;
    private final InputAccount account;
    private final FileReports reports;

    ImageRows(
            ImageSource source,
            SourceReader reader,
            Preparation preparation,
            Placement placement,
            InputAccount account,
            FileReports reports) {
        super(source.input());
        this.reader = reader;
        this.source = source.input().name();
        this.preparation = preparation;
        this.placement = placement;
        this.account = account;
        this.reports = reports;
    }

    @Override
    protected Optional<Row> read() throws IOException {
        for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
            account.read();
            if (next.get() instanceof Reading.Image image) {
                try {
                    return Optional.of(row(preparation.prepare(source, image)));
                } catch (RejectedException e) {
                    account.reject(e.rejected());
                }
            } else if (next.get() instanceof Reading.Rejected record) {
                account.reject(record);
            }
        }
        String sha256 = reader.sha256();
        end();
        reports.add(account.report(sha256));
        return Optional.empty();
    }

    private Row row(Prepared image) {
        ContentKey key = placement.key(image.pixels());
        return RowFactory.create(placement.shard(key), key.order(), image.pixels(), image.labels());
    }

    @Override
    protected void end() throws IOException {
        reader.close();
        account.close();
    }
}
