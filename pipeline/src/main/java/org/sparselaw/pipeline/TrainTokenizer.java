package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.text.ReadOptions;
import org.sparselaw.pipeline.text.TextFiles;
import org.sparselaw.pipeline.tokenizer.Algorithm;
import org.sparselaw.pipeline.tokenizer.Tokenizer;
import org.sparselaw.pipeline.tokenizer.UnigramTokenizer;
import org.sparselaw.pipeline.tokenizer.VocabularyConfig;
import org.sparselaw.pipeline.tokenizer.VocabularyTrainer;
import org.sparselaw.pipeline.tokenizer.Words;
import org.sparselaw.pipeline.tokenizer.bytepair.BytePairTokenizer;
import org.sparselaw.pipeline.tokenizer.bytepair.BytePairTrainer;
import org.sparselaw.pipeline.tokenizer.bytepair.Pretokens;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a vocabulary from a corpus: words are counted where the text is, only counts reach the driver. */
@Command(
        name = "train-tokenizer",
        description = "Train a vocabulary on text and write it as a SentencePiece model or tokenizer.json.",
        mixinStandardHelpOptions = true)
public final class TrainTokenizer extends Job {
    @Mixin
    private ConfigFile config;

    /** @param rejected records that are no documents; a file counts again when Spark repeats its task */
    public record Summary(long documents, long rejected, Tokenizer tokenizer) {}

    public static void main(String[] args) {
        System.exit(Job.execute(new TrainTokenizer(), args));
    }

    @Override
    protected void run() {
        TrainTokenizerConfig settings = config.read(TrainTokenizerConfig.class);
        Summary summary = run(SparkJobs.session("train-tokenizer"), settings);
        System.out.printf(
                "%s: %,d pieces from %,d documents (%,d records read, %,d rejected)%n",
                settings.output(),
                summary.tokenizer().pieces(),
                summary.documents(),
                summary.documents() + summary.rejected(),
                summary.rejected());
    }

    /**
     * Trains on the documents of the sources and writes the model file, whole or not at all.
     *
     * @throws org.sparselaw.job.DataException when a source has no files, or as {@link #train}
     */
    public static Summary run(SparkSession spark, TrainTokenizerConfig config) {
        List<InputFile> files = TextFiles.find(config.sources());
        LongAccumulator documents = spark.sparkContext().longAccumulator("documents");
        LongAccumulator rejected = spark.sparkContext().longAccumulator("rejected");
        ReadOptions options = new ReadOptions(config.maxRecordBytes(), config.textField(), config.plainDocuments());
        FlatMapFunction<InputFile, String> read = file -> new FileTexts(file, options, documents, rejected);
        Dataset<String> texts = spark.createDataset(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(files, files.size())
                        .flatMap(read)
                        .rdd(),
                Encoders.STRING());
        Tokenizer tokenizer = train(texts, config.vocabulary());
        Storage.of(config.output()).write(tokenizer.toBytes());
        return new Summary(documents.value(), rejected.value(), tokenizer);
    }

    /**
     * A vocabulary from the most frequent words of the texts; the same however they are partitioned.
     *
     * @throws org.sparselaw.job.DataException when the texts do not have enough distinct substrings, or have too many
     *     characters, for the size
     */
    public static Tokenizer train(Dataset<String> texts, VocabularyConfig config) {
        Map<String, Long> counts = new HashMap<>();
        for (Row word : texts.flatMap(words(config.algorithm()), Encoders.STRING())
                .toDF("word")
                .groupBy("word")
                .count()
                .orderBy(col("count").desc(), col("word"))
                .limit(config.words())
                .collectAsList()) {
            counts.put(word.getString(0), word.getLong(1));
        }
        return switch (config.algorithm()) {
            case UNIGRAM ->
                UnigramTokenizer.of(VocabularyTrainer.train(counts, config).toBytes(), UnigramTokenizer.FILE);
            case BPE -> BytePairTokenizer.of(BytePairTrainer.train(counts, config.pieces()), BytePairTokenizer.FILE);
        };
    }

    private static FlatMapFunction<String, String> words(Algorithm algorithm) {
        return text -> {
            List<String> found = new ArrayList<>();
            switch (algorithm) {
                case UNIGRAM -> Words.split(text, found::add);
                case BPE -> Pretokens.split(text, found::add);
            }
            return found.iterator();
        };
    }
}
