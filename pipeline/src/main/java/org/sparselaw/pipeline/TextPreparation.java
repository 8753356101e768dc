package org.sparselaw.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.config.Config;
import org.sparselaw.job.StageProgress;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSetDraft;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.text.TextFiles;
import org.sparselaw.pipeline.tokenizer.Tokenizer;
import org.sparselaw.storage.Json;

/** One preparation, from the sources to the finished set; only reports come to the driver, never text. */
final class TextPreparation {
    private static final String TIMES = "times.json";

    private final SparkSession session;
    private final PrepareTextConfig config;
    private final String output;
    private final Placement placement;
    private List<StageProgress.Step> steps = List.of();

    TextPreparation(SparkSession session, PrepareTextConfig config, String output) {
        this.session = session;
        this.config = config;
        this.output = output;
        this.placement = Placement.of(config);
    }

    Manifest run() {
        List<InputFile> files = TextFiles.find(config.sources());
        Optional<Tokenizer> given = config.tokenizer().map(AnyTokenizer::read);
        given.ifPresent(Tokenizer::endOfSequence); // one that has none is found before any work
        try (ShardSetDraft draft = new ShardSetDraft(output);
                StageProgress progress = new StageProgress(session, "Reading text")) {
            Attempts attempts = new Attempts(draft);
            Corpus corpus = new Corpus(session, config, files, attempts.path());
            JavaRDD<Row> documents = corpus.documents();
            if (config.language().isEmpty()) {
                Yield.requireDocuments(corpus.reports());
                Yield.requireReadable(config, corpus.reports());
            }
            Tokenizer tokenizer = given.orElseGet(() -> train(corpus, progress));
            JavaRDD<Remaining> kept = new Deduplication(session, config, attempts.path()).of(documents, progress);
            progress.next("Writing shards");
            draft.folder().child(tokenizer.fileName()).write(tokenizer.toBytes());
            List<ShardReport> shards = write(kept, tokenizer, attempts.path());
            Manifest manifest = manifest(tokenizer, shards, corpus.reports());
            for (ShardReport report : shards) {
                attempts.keep(report.shard(), report.attempt());
                attempts.keepRejected(report.shard(), report.rejectedFile());
            }
            attempts.finish(corpus.reports());
            steps = progress.steps();
            draft.folder().child(TIMES).write(Json.write(steps));
            draft.finish(manifest);
            return manifest;
        }
    }

    /** How long the steps took, once all is done. */
    List<StageProgress.Step> steps() {
        return steps;
    }

    private Tokenizer train(Corpus corpus, StageProgress progress) {
        progress.next("Counting words");
        return TrainTokenizer.train(corpus.trainTexts(), config.vocabulary());
    }

    private List<ShardReport> write(JavaRDD<Remaining> documents, Tokenizer tokenizer, String attempts) {
        Broadcast<Tokenizer> everywhere =
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(tokenizer);
        ShardTask task = new ShardTask(
                placement,
                everywhere,
                config.window(),
                tokenizer.pieces() + config.extraIds(),
                config.cleaning().keepDropped(),
                attempts);
        List<ShardReport> reports =
                new ArrayList<>(documents.mapPartitionsWithIndex(task, false).collect());
        everywhere.destroy();
        reports.sort(Comparator.comparing(report -> report.shard().file()));
        return reports;
    }

    private Manifest manifest(Tokenizer tokenizer, List<ShardReport> shards, List<FileReport> files) {
        Map<String, Long> dropped = FileReport.dropped(files);
        shards.forEach(shard -> shard.dropped().forEach((reason, n) -> dropped.merge(reason, n, Long::sum)));
        Map<String, Long> changed = FileReport.changed(files);
        long shortened = sum(shards, ShardReport::shortened);
        if (shortened > 0) {
            changed.put(Duplicates.Reason.REPEATED_SPANS.code(), shortened);
        }
        long generated = config.language().map(language -> language.documents()).orElse(0L);
        long read = files.stream().mapToLong(FileReport::read).sum() + generated;
        long kept = sum(shards, ShardReport::documents);
        long bytes = sum(shards, ShardReport::bytes);
        long tokens = sum(shards, ShardReport::tokens);
        long tail = sum(shards, ShardReport::tailTokens);
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                "text",
                config.window(),
                new Manifest.TokenizerFile(tokenizer.fileName(), tokenizer.digest(), tokenizer.pieces()),
                config.extraIds(),
                tokenizer.pieces() + config.extraIds(),
                tokenizer.endOfSequence(),
                new Manifest.Counts(read, kept, dropped, changed, bytes, tokens, tokens - tail, tail),
                DocumentLengths.total(shards.stream().map(ShardReport::lengths).toList()),
                size(shards, Split.TRAIN),
                size(shards, Split.VALIDATION),
                shards.stream().map(ShardReport::shard).toList(),
                files.stream()
                        .map(file -> new Manifest.Input(
                                file.file().name(), file.file().bytes(), file.sha256()))
                        .toList(),
                Config.tree(config.anywhere()),
                config.seed());
        new Yield(config, manifest).requireWindows();
        return manifest;
    }

    private static Manifest.SplitSize size(List<ShardReport> shards, Split split) {
        List<ShardReport> of = shards.stream()
                .filter(report -> report.shard().split() == split)
                .toList();
        return new Manifest.SplitSize(
                sum(of, ShardReport::documents),
                of.stream().map(ShardReport::shard).mapToLong(Shard::rows).sum());
    }

    private static long sum(List<ShardReport> shards, ToLongFunction<ShardReport> count) {
        return shards.stream().mapToLong(count).sum();
    }
}
