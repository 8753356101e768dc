package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.tokenizer.SentencePieceModel;
import org.sparselaw.pipeline.tokenizer.VocabularyConfig;
import org.sparselaw.pipeline.tokenizer.VocabularyTrainer;

class TestTrainTokenizer {
    @Test
    void trainsTheSameVocabularyHoweverTheTextsArePartitioned() {
        SparkSession spark = SparkJobs.session("test");
        List<String> texts = IntStream.range(0, 400)
                .mapToObj(i -> "the cat " + i % 7 + "\nsat on the mat and that was that" + " cats".repeat(i % 5))
                .toList();
        Dataset<String> data = spark.createDataset(texts, Encoders.STRING());
        VocabularyConfig config = VocabularyConfig.ofPieces(40);
        SentencePieceModel one = TrainTokenizer.train(data.coalesce(1), config);
        SentencePieceModel several = TrainTokenizer.train(data.repartition(5), config);
        assertThat(several.toBytes()).isEqualTo(one.toBytes());
        assertThat(one.pieces()).extracting(piece -> piece.text()).contains("\u2581the", "\u2581cat");
    }

    @Test
    void trainsOnTheMostFrequentWordsOnly() {
        SparkSession spark = SparkJobs.session("test");
        Dataset<String> data = spark.createDataset(List.of("aa aa aa bb bb ab ab ba"), Encoders.STRING());
        VocabularyConfig config = new VocabularyConfig(6, 1, 16, 100, 3);
        assertThat(TrainTokenizer.train(data, config))
                .isEqualTo(VocabularyTrainer.train(Map.of("\u2581aa", 3L, "\u2581ab", 2L, "\u2581bb", 2L), config));
    }
}
