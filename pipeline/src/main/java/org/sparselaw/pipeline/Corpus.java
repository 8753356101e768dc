package org.sparselaw.pipeline;

import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.text.ReadOptions;
import org.sparselaw.pipeline.text.cleaning.CleaningConfig;
import org.sparselaw.pipeline.text.language.ArtificialLanguage;
import org.sparselaw.pipeline.text.language.LanguageConfig;

/** The documents of a preparation, each with its place ({@link Placement#ROW}); a file is read by one task. */
final class Corpus {
    private static final int MOST_TASKS = 10_000;
    private static final int GENERATED_PER_TASK = 20_000;

    private final SparkSession session;
    private final PrepareTextConfig config;
    private final List<InputFile> files;
    private final String attempts;
    private final FileReports reports = new FileReports();
    private JavaRDD<Row> documents;

    /** @param attempts where tasks put the files of rejected records */
    Corpus(SparkSession session, PrepareTextConfig config, List<InputFile> files, String attempts) {
        this.session = session;
        this.config = config;
        this.files = files;
        this.attempts = attempts;
        session.sparkContext().register(reports, "files read");
    }

    /**
     * All documents in their shards, a partition each, in no order. They are read and cleaned here, once, so that there is a report of
     * every file, and wait on the disks of the machines for all that is done with them.
     */
    JavaRDD<Row> documents() {
        if (documents == null) {
            documents = Shards.together(
                    session.createDataFrame(read(), Placement.ROW), config.shards() + config.validationShards());
            documents.foreachPartition(rows -> {}); // reads, and looks at nothing
        }
        return documents;
    }

    /** The texts of the train split. */
    Dataset<String> trainTexts() {
        int shards = config.shards();
        return session.createDataset(
                documents()
                        .filter(document -> document.getInt(Placement.SHARD) < shards)
                        .map(document -> document.getString(Placement.TEXT))
                        .rdd(),
                Encoders.STRING());
    }

    /** The reports of all files, in the order of their paths. */
    List<FileReport> reports() {
        return List.copyOf(reports.value().values());
    }

    private JavaRDD<Row> read() {
        if (config.language().isPresent()) {
            return generated(config.language().get());
        }
        return JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(files, Math.min(files.size(), MOST_TASKS))
                .flatMap(reading(config, attempts, reports));
    }

    private JavaRDD<Row> generated(LanguageConfig language) {
        int tasks = (int) Math.min(
                MOST_TASKS,
                Math.max(session.sparkContext().defaultParallelism(), language.documents() / GENERATED_PER_TASK));
        return session.range(0, language.documents(), 1, tasks)
                .toJavaRDD()
                .mapPartitions(writing(language, Placement.of(config)));
    }

    // Functions are made in static methods: what they hold travels to the tasks.

    private static FlatMapFunction<InputFile, Row> reading(
            PrepareTextConfig config, String attempts, FileReports reports) {
        ReadOptions options = config.readOptions();
        CleaningConfig cleaning = config.cleaning();
        Placement placement = Placement.of(config);
        return file -> {
            InputAccount account = InputAccount.ofTask(file, attempts);
            FileRows rows = new FileRows(file, options, cleaning, placement, account, reports);
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> rows.close());
            return rows;
        };
    }

    private static FlatMapFunction<Iterator<Long>, Row> writing(LanguageConfig config, Placement placement) {
        return numbers -> {
            ArtificialLanguage language = new ArtificialLanguage(config);
            Iterable<Long> all = () -> numbers;
            return StreamSupport.stream(all.spliterator(), false)
                    .map(number -> placement.place(language.document(number)))
                    .iterator();
        };
    }
}
