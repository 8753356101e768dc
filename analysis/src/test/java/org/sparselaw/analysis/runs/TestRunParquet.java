package org.sparselaw.analysis.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Storage;

class TestRunParquet {
    @TempDir
    private Path folder;

    @Test
    void whatIsNotKnownIsReadBackAsNull() {
        SparkSession spark = SparkJobs.session("test");
        Run known = Runs.finished("a", 0.5, 100, 1000, 3.5);
        Run unknown = new Run(
                "b",
                "s",
                "f",
                "p",
                "g",
                0,
                1,
                null,
                1,
                1,
                DataUnit.IMAGES,
                0,
                null,
                null,
                Status.UNREADABLE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        RunParquet.write(List.of(known, unknown), file());
        assertThat(RunParquet.read(spark, file())).containsExactly(known, unknown);
    }

    /** Parquet lists several encodings of a column in the order of identity hashes: other bytes in every process. */
    @Test
    void everyColumnHasOneEncoding() throws IOException {
        RunParquet.write(List.of(Runs.finished("a", 0.5, 100, 1000, 3.5), Runs.diverged("b", 0.5)), file());
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(file().path(), new Configuration()))) {
            assertThat(reader.getRowGroups().get(0).getColumns())
                    .isNotEmpty()
                    .allSatisfy(column -> assertThat(column.getEncodings()).hasSize(1));
        }
    }

    private Storage file() {
        return Storage.of(folder.resolve("runs.parquet").toString());
    }
}
