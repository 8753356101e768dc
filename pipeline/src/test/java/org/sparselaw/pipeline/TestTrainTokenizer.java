package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.text.PlainDocuments;
import org.sparselaw.pipeline.tokenizer.Algorithm;
import org.sparselaw.pipeline.tokenizer.Tokenizer;
import org.sparselaw.pipeline.tokenizer.VocabularyConfig;
import org.sparselaw.pipeline.tokenizer.VocabularyTrainer;
import org.sparselaw.pipeline.tokenizer.bytepair.BytePairTrainer;

class TestTrainTokenizer {
    @Test
    void trainsTheSameVocabularyHoweverTheTextsArePartitioned() {
        SparkSession spark = SparkJobs.session("test");
        List<String> texts = IntStream.range(0, 400)
                .mapToObj(i -> "the cat " + i % 7 + "\nsat on the mat and that was that" + " cats".repeat(i % 5))
                .toList();
        Dataset<String> data = spark.createDataset(texts, Encoders.STRING());
        VocabularyConfig config = VocabularyConfig.ofPieces(40);
        Tokenizer one = TrainTokenizer.train(data.coalesce(1), config);
        Tokenizer several = TrainTokenizer.train(data.repartition(5), config);
        assertThat(several.toBytes()).isEqualTo(one.toBytes());
        assertThat(one.encode("the cat")).hasSize(2);
    }

    @Test
    void trainsBytePairsFromTheSameCounts() {
        SparkSession spark = SparkJobs.session("test");
        Dataset<String> data =
                spark.createDataset(List.of("low low lower", "newest newest\nwidest"), Encoders.STRING());
        VocabularyConfig config =
                Config.parse(VocabularyConfig.class, "test.yaml", "{algorithm: bpe, pieces: 264}", List.of());
        Map<String, Long> words =
                Map.of("low", 1L, " low", 1L, " lower", 1L, "newest", 1L, " newest", 1L, "\n", 1L, "widest", 1L);
        assertThat(TrainTokenizer.train(data.repartition(3), config).toBytes())
                .isEqualTo(BytePairTrainer.train(words, 264));
    }

    @Test
    void refusesAVocabularyThatDoesNotHoldTheBytes() {
        assertThatThrownBy(() ->
                        Config.parse(VocabularyConfig.class, "test.yaml", "{algorithm: bpe, pieces: 100}", List.of()))
                .hasMessageContaining(
                        "pieces is 100 (must be at least 258 for bpe: padding, end of sequence and 256 bytes)");
    }

    @Test
    void trainsOnTheMostFrequentWordsOnly() {
        SparkSession spark = SparkJobs.session("test");
        Dataset<String> data = spark.createDataset(List.of("aa aa aa bb bb ab ab ba"), Encoders.STRING());
        VocabularyConfig config = new VocabularyConfig(Algorithm.UNIGRAM, 6, 1, 16, 100, 3);
        assertThat(TrainTokenizer.train(data, config).toBytes())
                .isEqualTo(VocabularyTrainer.train(Map.of("\u2581aa", 3L, "\u2581ab", 2L, "\u2581bb", 2L), config)
                        .toBytes());
    }

    @Test
    void writesTheVocabularyOfFilesAndCountsWhatItRejects(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "{\"words\": \"ab ab\"}\nno json\n{\"words\": \"ba ab\"}\n");
        Files.writeString(folder.resolve("b.jsonl"), "{\"words\": \"bb\"}\n");
        Path output = folder.resolve("out/words.model");
        VocabularyConfig vocabulary = new VocabularyConfig(Algorithm.UNIGRAM, 6, 1, 16, 100, 100);
        TrainTokenizer.Summary summary = TrainTokenizer.run(
                SparkJobs.session("test"),
                new TrainTokenizerConfig(
                        List.of(folder.toString()),
                        output.toString(),
                        "words",
                        PlainDocuments.FILE,
                        1 << 20,
                        vocabulary));
        assertThat(summary.documents()).isEqualTo(3);
        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(output)
                .hasBinaryContent(
                        VocabularyTrainer.train(Map.of("\u2581ab", 3L, "\u2581ba", 1L, "\u2581bb", 1L), vocabulary)
                                .toBytes());
        assertThat(output.getParent().toFile().list()).containsExactly("words.model");
    }

    @Test
    void leavesNothingBehindWhenTheCorpusIsTooSmall(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.txt"), "too few words");
        Path config = folder.resolve("train.yaml");
        Path output = folder.resolve("x.model");
        Files.writeString(config, "sources: ['" + folder.resolve("a.txt") + "']\noutput: '" + output + "'\n");
        assertThat(Job.execute(new TrainTokenizer(), config.toString())).isEqualTo(3);
        assertThat(output).doesNotExist();
    }
}
