package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.StageProgress;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSetDraft;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.text.TextFiles;
import org.sparselaw.pipeline.tokenizer.Tokenizer;
import org.sparselaw.pipeline.tokenizer.UnigramTokenizer;
import org.sparselaw.storage.Storage;

/** One preparation, from the sources to the finished set; only reports come to the driver, never text. */
final class TextPreparation {
    private static final String MODEL = "tokenizer.model";

    private final SparkSession session;
    private final PrepareTextConfig config;
    private final String output;
    private final Placement placement;

    TextPreparation(SparkSession session, PrepareTextConfig config, String output) {
        this.session = session;
        this.config = config;
        this.output = output;
        this.placement = Placement.of(config);
    }

    Manifest run() {
        List<InputFile> files = TextFiles.find(config.sources());
        Optional<byte[]> given = config.tokenizer().map(path -> model(path));
        try (ShardSetDraft draft = new ShardSetDraft(output);
                StageProgress progress = new StageProgress(session, "Counting words")) {
            Attempts attempts = new Attempts(draft);
            Corpus corpus = new Corpus(session, config, files, attempts.path());
            byte[] model = given.orElseGet(() -> train(corpus));
            Optional<Dataset<Row>> near = config.nearDuplicates()
                    .map(which -> new NearDuplicates(session, which, attempts.path()).of(corpus.documents(), progress));
            progress.next("Writing shards");
            draft.folder().child(MODEL).write(model);
            UnigramTokenizer tokenizer =
                    UnigramTokenizer.of(model, config.tokenizer().orElse(MODEL));
            List<ShardReport> shards = write(corpus, near, tokenizer, attempts.path());
            Manifest manifest = manifest(tokenizer, shards, corpus.reports());
            shards.forEach(report -> attempts.keep(report.shard(), report.attempt()));
            attempts.finish(corpus.reports());
            draft.finish(manifest);
            return manifest;
        }
    }

    private static byte[] model(String path) {
        byte[] model = Storage.of(path).readBytes();
        UnigramTokenizer.of(model, path); // a file that is none is found before any work
        return model;
    }

    private byte[] train(Corpus corpus) {
        try {
            return TrainTokenizer.train(corpus.trainTexts(), config.vocabulary())
                    .toBytes();
        } catch (DataException e) {
            // That there is no text at all says more than that there is too little for the vocabulary.
            if (config.language().isEmpty()) {
                Yield.requireDocuments(corpus.reports());
            }
            throw e;
        }
    }

    private List<ShardReport> write(
            Corpus corpus, Optional<Dataset<Row>> nearDuplicates, Tokenizer tokenizer, String attempts) {
        Broadcast<Tokenizer> everywhere =
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(tokenizer);
        ShardTask task = new ShardTask(
                placement,
                everywhere,
                config.window(),
                tokenizer.pieces() + config.extraIds(),
                config.duplicates(),
                attempts);
        Dataset<Row> documents = corpus.documents();
        // Their rows come before those of the documents with the same key, for nothing is less than any text.
        List<ShardReport> reports = new ArrayList<>(nearDuplicates
                .map(documents::union)
                .orElse(documents)
                .repartitionById(placement.shards(), col("shard"))
                .sortWithinPartitions("key", "text")
                .toJavaRDD()
                .mapPartitionsWithIndex(task, false)
                .collect());
        everywhere.destroy();
        reports.sort(Comparator.comparing(report -> report.shard().file()));
        return reports;
    }

    private Manifest manifest(Tokenizer tokenizer, List<ShardReport> shards, List<FileReport> files) {
        if (config.language().isEmpty()) {
            Yield.requireDocuments(files);
            Yield.requireReadable(config, files);
        }
        Map<String, Long> dropped = FileReport.dropped(files);
        long duplicates = shards.stream().mapToLong(ShardReport::duplicates).sum();
        if (duplicates > 0) {
            dropped.put(Duplicates.CODE, duplicates);
        }
        long near = shards.stream().mapToLong(ShardReport::nearDuplicates).sum();
        if (near > 0) {
            dropped.put(Duplicates.NEAR, near);
        }
        long generated = config.language().map(language -> language.documents()).orElse(0L);
        long read = files.stream().mapToLong(FileReport::read).sum() + generated;
        long kept = shards.stream().mapToLong(ShardReport::documents).sum();
        long tokens = shards.stream().mapToLong(ShardReport::tokens).sum();
        long tail = shards.stream().mapToLong(ShardReport::tailTokens).sum();
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                "text",
                config.window(),
                new Manifest.TokenizerFile(MODEL, tokenizer.digest(), tokenizer.pieces()),
                config.extraIds(),
                tokenizer.pieces() + config.extraIds(),
                tokenizer.endOfSequence(),
                new Manifest.Counts(read, kept, dropped, FileReport.changed(files), tokens, tokens - tail, tail),
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
                of.stream().mapToLong(ShardReport::documents).sum(),
                of.stream().map(ShardReport::shard).mapToLong(Shard::rows).sum());
    }
}
