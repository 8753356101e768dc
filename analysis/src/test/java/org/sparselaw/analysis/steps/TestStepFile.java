package org.sparselaw.analysis.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.analysis.steps.LossPolicy.Choice;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

class TestStepFile {
    private static final StepColumns COLUMNS = new StepColumns("run", "step", "validated", "training");

    @TempDir
    private Path folder;

    /** A row; any of its values may be null. */
    private record Row(Integer run, Integer step, Double training, Double validated) {}

    /** Against the rule written out over the rows, for files of several row groups whose columns begin pages in other rows. */
    @ParameterizedTest
    @CsvSource({
        "PARQUET_1_0, true, binary, int64, double, optional, false",
        "PARQUET_1_0, true, int64, int32, float, optional, true",
        "PARQUET_1_0, true, int32, int64, double, required, true",
        "PARQUET_1_0, false, binary, int32, float, optional, false",
        "PARQUET_1_0, false, int64, int64, double, required, false",
        "PARQUET_1_0, false, int32, int64, double, optional, true",
        "PARQUET_2_0, true, binary, int32, double, required, true",
        "PARQUET_2_0, true, int32, int64, float, optional, false",
        "PARQUET_2_0, false, binary, int64, double, optional, true",
        "PARQUET_2_0, false, int64, int32, float, required, false",
    })
    void everyEncodingOfEveryTypeIsRead(
            WriterVersion version,
            boolean dictionary,
            String run,
            String step,
            String loss,
            String nulls,
            boolean shuffled)
            throws IOException {
        List<Row> rows = rows(nulls.equals("optional"), shuffled);
        MessageType schema = MessageTypeParser.parseMessageType(
                """
                message step {
                    %1$s %2$s run%5$s;
                    %1$s %3$s step;
                    %1$s %4$s training;
                    optional %4$s validated;
                }""".formatted(nulls, run, step, loss, run.equals("binary") ? " (STRING)" : ""));
        write(
                schema,
                rows,
                file -> file.withWriterVersion(version)
                        .withDictionaryEncoding(dictionary)
                        .withCompressionCodec(
                                dictionary ? CompressionCodecName.ZSTD : CompressionCodecName.UNCOMPRESSED));
        assertRead(rows);
    }

    @Test
    void splitStreamsOfBytesAreRead() throws IOException {
        List<Row> rows = rows(true, false);
        write(
                schema("optional"),
                rows,
                file -> file.withByteStreamSplitEncoding(true)
                        .withDictionaryEncoding(false)
                        .withWriterVersion(WriterVersion.PARQUET_2_0));
        assertRead(rows);
    }

    /** Another writer, with pages and levels of its own. */
    @ParameterizedTest
    @CsvSource({"V1, zstd", "V2, snappy"})
    void filesOfDuckDbAreRead(String version, String codec) throws IOException, SQLException {
        List<Row> rows = rows(true, false);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("create table t (run varchar, step bigint, training double, validated double)");
            StringBuilder values = new StringBuilder();
            for (Row row : rows) {
                values.append(values.isEmpty() ? "" : ",")
                        .append("(%s, %s, %s, %s)".formatted(row.run, row.step, row.training, row.validated));
            }
            statement.execute("insert into t values " + values);
            statement.execute("copy t to '%s' (format parquet, row_group_size 2048, parquet_version %s, codec %s)"
                    .formatted(file(), version, codec));
        }
        assertRead(rows);
    }

    @Test
    void aFileWithoutRowsHoldsNoSteps() throws IOException {
        write(schema("required"), List.of(), file -> file);
        assertThat(read(LossPolicy.DEFAULT)).isEmpty();
    }

    @Test
    void nothingButNullsIsNoLoss() throws IOException {
        write(schema("optional"), Collections.nCopies(300, new Row(1, 7, null, null)), file -> file);
        Trajectory run = read(LossPolicy.DEFAULT).get("1");
        assertThat(run.loss()).isEmpty();
        assertThat(run.last()).isEqualTo(7);
    }

    @Test
    void aFileThatIsNotParquetIsNamed() throws IOException {
        Files.writeString(file(), "steps");
        assertThatThrownBy(() -> read(LossPolicy.DEFAULT))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file() + ": not readable as Parquet (");
    }

    /** In plain values no bit is wrong in itself: only the checksum of the page tells. */
    @Test
    void aBitThatFlippedInALossIsDamage() throws IOException {
        write(schema("required"), rows(false, false), file -> file.withDictionaryEncoding(false));
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 4] ^= 1;
        Files.write(file(), bytes);
        assertThatThrownBy(() -> read(LossPolicy.DEFAULT))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file() + ": not readable as Parquet (")
                .hasMessageContaining("CRC");
    }

    @Test
    void aColumnOfAnotherTypeIsNamed() throws IOException {
        write(
                MessageTypeParser.parseMessageType(
                        "message step { required int32 run; required double step; required double training;"
                                + " required double validated; }"),
                List.of(),
                file -> file);
        assertThatThrownBy(() -> read(LossPolicy.DEFAULT))
                .isInstanceOf(DataException.class)
                .hasMessage(file() + ": column step is required double step (must be int32 or int64)");
    }

    @Test
    void aColumnThatRepeatsIsNamed() throws IOException {
        write(
                MessageTypeParser.parseMessageType(
                        "message step { required int32 run; required int64 step; required double training;"
                                + " repeated double validated; }"),
                List.of(),
                file -> file);
        assertThatThrownBy(() -> read(LossPolicy.DEFAULT))
                .isInstanceOf(DataException.class)
                .hasMessage(file() + ": column validated is repeated double validated (must be float or double)");
    }

    /** 40 runs of some 250 steps, a third of them resumed at an earlier step, every tenth step validated. */
    private static List<Row> rows(boolean nulls, boolean shuffled) {
        Random random = new Random(7);
        List<Row> rows = new ArrayList<>();
        for (int run = 0; run < 40; run++) {
            int step = random.nextInt(50);
            int resumed = random.nextInt(3) == 0 ? 100 + random.nextInt(100) : 0;
            for (int i = 0; i < 250; i++) {
                step += i == resumed ? -random.nextInt(60) : 1 + random.nextInt(2);
                rows.add(new Row(
                        nulls && random.nextInt(40) == 0 ? null : run,
                        nulls && random.nextInt(40) == 0 ? null : step,
                        nulls && random.nextInt(10) == 0 ? null : random.nextInt(1000) / 8.0,
                        step % 10 == 0 ? 2 + random.nextInt(1000) / 512.0 : null));
            }
        }
        if (shuffled) {
            Collections.shuffle(rows, random);
        }
        return rows;
    }

    private static MessageType schema(String nulls) {
        return MessageTypeParser.parseMessageType("""
                message step {
                    %1$s int32 run;
                    %1$s int64 step;
                    %1$s double training;
                    optional double validated;
                }""".formatted(nulls));
    }

    private void assertRead(List<Row> rows) {
        Map<String, TreeMap<Integer, Double>> training = new HashMap<>();
        Map<String, TreeMap<Integer, Double>> validated = new HashMap<>();
        for (Row row : rows) {
            if (row.run != null && row.step != null) {
                training.computeIfAbsent(row.run.toString(), r -> new TreeMap<>())
                        .put(row.step, row.training == null ? 0 : row.training);
                if (row.validated != null) {
                    validated
                            .computeIfAbsent(row.run.toString(), r -> new TreeMap<>())
                            .put(row.step, row.validated);
                }
            }
        }
        Map<String, Trajectory> last = read(new LossPolicy(Choice.LAST, 3, 100));
        Map<String, Trajectory> mean = read(new LossPolicy(Choice.MEAN, 3, 100));
        Map<String, Trajectory> least = read(new LossPolicy(Choice.MINIMUM, 3, 100));
        assertThat(last.keySet()).isEqualTo(training.keySet());
        training.forEach((run, losses) -> {
            int end = losses.lastKey();
            assertThat(last.get(run).last()).isEqualTo(end);
            int afterEnd = 2 * end - losses.lowerKey(end);
            assertThat(last.get(run).reaches(afterEnd)).isTrue();
            assertThat(last.get(run).reaches(afterEnd + 1)).isFalse();
            double loss = losses.lastEntry().getValue();
            assertThat(last.get(run).divergence()).isEqualTo(loss < 100 ? null : "loss " + loss + " at step " + end);

            TreeMap<Integer, Double> ofRun = validated.get(run);
            assertThat(last.get(run).loss()).hasValue(ofRun.lastEntry().getValue());
            assertThat(least.get(run).loss()).hasValue(Collections.min(ofRun.values()));
            List<Double> inOrder = List.copyOf(ofRun.values());
            assertThat(mean.get(run).loss())
                    .hasValue(inOrder.subList(inOrder.size() - 3, inOrder.size()).stream()
                                    .reduce(0.0, Double::sum)
                            / 3);
        });
    }

    /** In three stretches of bytes, as tasks read it. */
    private Map<String, Trajectory> read(LossPolicy policy) {
        Map<String, Trajectory> runs = new HashMap<>();
        long stretch = file().toFile().length() / 3 + 1;
        for (int i = 0; i < 3; i++) {
            new StepFile(Storage.of(file().toString()), COLUMNS)
                    .read(
                            i * stretch,
                            (i + 1) * stretch,
                            run -> runs.computeIfAbsent(run, id -> Trajectory.exact(policy)),
                            i);
        }
        return runs;
    }

    private void write(MessageType schema, List<Row> rows, UnaryOperator<ExampleParquetWriter.Builder> options)
            throws IOException {
        ExampleParquetWriter.Builder builder = ExampleParquetWriter.builder(
                        HadoopOutputFile.fromPath(new org.apache.hadoop.fs.Path(file().toUri()), new Configuration()))
                .withType(schema)
                .withRowGroupSize(60_000L)
                .withPageSize(1500)
                .withMinRowCountForPageSizeCheck(10)
                .withPageRowCountLimit(700);
        try (ParquetWriter<Group> file = options.apply(builder).build()) {
            for (Row row : rows) {
                Group group = new SimpleGroup(schema);
                add(group, "run", row.run);
                add(group, "step", row.step);
                add(group, "training", row.training);
                add(group, "validated", row.validated);
                file.write(group);
            }
        }
        Files.deleteIfExists(folder.resolve(".steps.parquet.crc"));
    }

    private static void add(Group group, String column, Number value) {
        if (value == null) {
            return;
        }
        switch (group.getType().getType(column).asPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> group.add(column, value.intValue());
            case INT64 -> group.add(column, value.longValue());
            case FLOAT -> group.add(column, value.floatValue());
            case DOUBLE -> group.add(column, value.doubleValue());
            default -> group.add(column, value.toString());
        }
    }

    private Path file() {
        return folder.resolve("steps.parquet");
    }
}
