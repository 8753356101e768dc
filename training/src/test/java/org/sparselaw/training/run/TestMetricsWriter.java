package org.sparselaw.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.model.Evaluation;

class TestMetricsWriter {
    @TempDir
    Path folder;

    @Test
    void rowsReadBackAsTheyWereWritten() throws IOException {
        Storage file = Storage.of(folder + "/metrics/part-00000.parquet");
        try (MetricsWriter writer = new MetricsWriter(file)) {
            writer.write(new StepMetrics(0, 0, 512, 5.5, .01, 0, Optional.empty(), .25));
            writer.write(new StepMetrics(
                    1,
                    2,
                    1024,
                    5.25,
                    .005,
                    .75,
                    Optional.of(new Evaluation(new LossSum(41, 0, 8), OptionalLong.of(6))),
                    .5));
            assertThat(file.exists()).isFalse();
            writer.finish();
        }
        try (ParquetReader<Group> reader =
                ParquetReader.builder(new GroupReadSupport(), file.path()).build()) {
            Group first = reader.read();
            Group second = reader.read();
            assertThat(reader.read()).isNull();
            assertThat(first.getLong("step", 0)).isZero();
            assertThat(first.getFieldRepetitionCount("validationLoss")).isZero();
            assertThat(second.getLong("epoch", 0)).isEqualTo(2);
            assertThat(second.getLong("data", 0)).isEqualTo(1024);
            assertThat(second.getDouble("loss", 0)).isEqualTo(5.25);
            assertThat(second.getDouble("learningRate", 0)).isEqualTo(.005);
            assertThat(second.getDouble("sparsity", 0)).isEqualTo(.75);
            assertThat(second.getDouble("validationLoss", 0)).isEqualTo(5.125);
            assertThat(second.getDouble("elapsedSeconds", 0)).isEqualTo(.5);
        }
    }

    @Test
    void withoutAnEndNothingAppears() {
        Storage file = Storage.of(folder + "/metrics/part-00000.parquet");
        try (MetricsWriter writer = new MetricsWriter(file)) {
            writer.write(new StepMetrics(0, 0, 512, 5.5, .01, 0, Optional.empty(), .25));
        }
        assertThat(Storage.of(folder + "/metrics").children()).isEmpty();
    }
}
