package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.sparselaw.pipeline.tokenizer.SentencePieceModel;
import org.sparselaw.pipeline.tokenizer.VocabularyConfig;
import org.sparselaw.pipeline.tokenizer.VocabularyTrainer;
import org.sparselaw.pipeline.tokenizer.Words;

/** Trains a vocabulary from a corpus: words are counted where the text is, only counts reach the driver. */
public final class TrainTokenizer {
    private TrainTokenizer() {}

    /**
     * A vocabulary from the most frequent words of the texts; the same however they are partitioned.
     *
     * @throws org.sparselaw.job.DataException when the texts do not have enough distinct substrings, or have too many
     *     characters, for the size
     */
    public static SentencePieceModel train(Dataset<String> texts, VocabularyConfig config) {
        FlatMapFunction<String, String> words = text -> {
            List<String> found = new ArrayList<>();
            Words.split(text, found::add);
            return found.iterator();
        };
        Map<String, Long> counts = new HashMap<>();
        for (Row word : texts.flatMap(words, Encoders.STRING())
                .toDF("word")
                .groupBy("word")
                .count()
                .orderBy(col("count").desc(), col("word"))
                .limit(config.words())
                .collectAsList()) {
            counts.put(word.getString(0), word.getLong(1));
        }
        return VocabularyTrainer.train(counts, config);
    }
}
