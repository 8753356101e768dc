package org.sparselaw.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.sparselaw.storage.Storage;

/** Writes the metrics of a run under a temporary name; they appear with {@link #finish}, and without it not at all. */
final class MetricsWriter implements AutoCloseable {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
        message step {
            required int64 step;
            required int64 epoch;
            required int64 data;
            required double loss;
            required double learningRate;
            required double sparsity;
            optional double validationLoss;
            optional double validationAccuracy;
            required double elapsedSeconds;
        }\
        """);

    private final Storage file;
    private final Storage draft;
    private final ParquetWriter<Group> writer;
    private boolean closed;

    MetricsWriter(Storage file) {
        this.file = file;
        this.draft = Storage.of(file.path().getParent() + "/." + file.name() + ".draft");
        try {
            Configuration configuration = draft.fileSystem().getConf();
            writer = ExampleParquetWriter.builder(HadoopOutputFile.fromPath(draft.path(), configuration))
                    .withType(SCHEMA)
                    .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(draft + ": " + e.getMessage(), e);
        }
    }

    void write(StepMetrics metrics) {
        Group row = new SimpleGroup(SCHEMA);
        row.add("step", metrics.step());
        row.add("epoch", metrics.epoch());
        row.add("data", metrics.data());
        row.add("loss", metrics.loss());
        row.add("learningRate", metrics.learningRate());
        row.add("sparsity", metrics.sparsity());
        metrics.validation().ifPresent(v -> row.add("validationLoss", v.loss().mean()));
        metrics.validation().ifPresent(v -> v.accuracy().ifPresent(share -> row.add("validationAccuracy", share)));
        row.add("elapsedSeconds", metrics.elapsedSeconds());
        try {
            writer.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(draft + ": " + e.getMessage(), e);
        }
    }

    void finish() {
        closeWriter();
        file.replaceWith(draft);
    }

    @Override
    public void close() {
        closeWriter();
        draft.delete();
    }

    private void closeWriter() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(draft + ": " + e.getMessage(), e);
        }
    }
}
