package org.sparselaw.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.sparselaw.pipeline.image.Classes;
import org.sparselaw.pipeline.image.ImageSource;
import org.sparselaw.pipeline.image.ImageSources;
import org.sparselaw.pipeline.image.Preparation;
import org.sparselaw.pipeline.image.ReadOptions;
import org.sparselaw.pipeline.image.ReadOptions.Contents;
import org.sparselaw.pipeline.image.Reading;
import org.sparselaw.pipeline.image.SourceReader;

/** The images of a preparation, each with its place ({@link ImageRows#ROW}); a source is read by one task, as a stream. */
final class ImageCorpus {
    private static final int MOST_TASKS = 10_000;

    private final SparkSession session;
    private final PrepareImagesConfig config;
    private final String attempts;
    private final List<ImageSource> sources;
    private final List<ImageSource> heldOut;
    private final FileReports reports = new FileReports();

    /** @param attempts where tasks put the files of rejected records */
    ImageCorpus(SparkSession session, PrepareImagesConfig config, String attempts) {
        this.session = session;
        this.config = config;
        this.attempts = attempts;
        this.sources = ImageSources.find(config.sources());
        this.heldOut = config.validationSources().isEmpty() ? List.of() : ImageSources.find(config.validationSources());
        session.sparkContext().register(reports, "sources read");
    }

    /** Every label that occurs, read without decoding an image. */
    Set<String> labels() {
        List<ImageSource> all =
                Stream.concat(sources.stream(), heldOut.stream()).toList();
        return new TreeSet<>(tasks(all)
                .flatMap(naming(config.reading(Contents.LABELS)))
                .distinct()
                .collect());
    }

    /** All images; whoever reads them to the end has a report of every source. */
    Dataset<Row> images(Classes classes) {
        Preparation preparation =
                new Preparation(classes, config.labels(), config.geometry(), config.pixelLimit(), config.background());
        JavaRDD<Row> rows = tasks(sources).flatMap(reading(preparation, config.placement()));
        if (!heldOut.isEmpty()) {
            rows = rows.union(tasks(heldOut).flatMap(reading(preparation, config.heldOut())));
        }
        return session.createDataFrame(rows, ImageRows.ROW);
    }

    /** The reports of all sources, in the order of their paths. */
    List<FileReport> reports() {
        return List.copyOf(reports.value().values());
    }

    private JavaRDD<ImageSource> tasks(List<ImageSource> of) {
        return JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(of, Math.min(of.size(), MOST_TASKS));
    }

    private FlatMapFunction<ImageSource, Row> reading(Preparation preparation, Placement placement) {
        return reading(config.reading(Contents.PIXELS), preparation, placement, attempts, reports);
    }

    // Functions are made in static methods: what they hold travels to the tasks.

    private static FlatMapFunction<ImageSource, String> naming(ReadOptions options) {
        return source -> {
            Set<String> labels = new TreeSet<>();
            try (SourceReader reader = SourceReader.open(source, options)) {
                for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                    if (next.get() instanceof Reading.Image image) {
                        labels.addAll(image.labels());
                    }
                }
            }
            return labels.iterator();
        };
    }

    private static FlatMapFunction<ImageSource, Row> reading(
            ReadOptions options, Preparation preparation, Placement placement, String attempts, FileReports reports) {
        return source -> {
            ImageRows rows = new ImageRows(
                    source,
                    SourceReader.open(source, options),
                    preparation,
                    placement,
                    InputAccount.ofTask(source.input(), attempts),
                    reports);
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> rows.close());
            return rows;
        };
    }
}
