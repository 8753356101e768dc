package org.sparselaw.analysis.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
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

/** Metrics of runs for tests, in the columns that the training module writes. */
final class MetricsFiles {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message step {
                required int64 step;
                required int64 epoch;
                required int64 tokens;
                required double loss;
                required double learningRate;
                required double sparsity;
                optional double validationLoss;
                required double elapsedSeconds;
            }""");

    private MetricsFiles() {}

    /** @param validationLoss null at a step that was not validated */
    record Step(long step, double loss, Double validationLoss) {}

    static Step step(long step, double loss) {
        return new Step(step, loss, null);
    }

    static Step validated(long step, double validationLoss) {
        return new Step(step, validationLoss + .125, validationLoss);
    }

    static void write(Path file, List<Step> steps) {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        Configuration configuration = new Configuration();
        configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(HadoopOutputFile.fromPath(path, configuration))
                .withType(SCHEMA)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (Step step : steps) {
                Group row = new SimpleGroup(SCHEMA)
                        .append("step", step.step())
                        .append("epoch", 0L)
                        .append("tokens", 65_536 * (step.step() + 1))
                        .append("loss", step.loss())
                        .append("learningRate", .01)
                        .append("sparsity", Math.min(.75, step.step() * 1e-4))
                        .append("elapsedSeconds", .05 * step.step());
                if (step.validationLoss() != null) {
                    row.add("validationLoss", step.validationLoss());
                }
                writer.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
