package org.sparselaw.training.study;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.config.Config;
import org.sparselaw.pipeline.PrepareImages;
import org.sparselaw.pipeline.PrepareImagesConfig;
import org.sparselaw.pipeline.PrepareText;
import org.sparselaw.pipeline.PrepareTextConfig;
import org.sparselaw.pipeline.image.ImageSources;
import org.sparselaw.pipeline.text.TextFiles;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/** What a study prepares before it trains. */
public sealed interface Corpus {
    /** Of its stage, and of the folder in the study's that its shard set lies in. */
    String name();

    /**
     * All that the shard set depends on: the configuration, name, size and time of every source, the digest of a given
     * tokenizer.
     */
    List<String> inputs();

    /** Makes the shard set. */
    void prepare(SparkSession spark, String output);

    /** Text of any kind to windows of tokens. */
    record Text(PrepareTextConfig config) implements Corpus {
        @Override
        public String name() {
            return "text";
        }

        @Override
        public List<String> inputs() {
            List<String> inputs = new ArrayList<>(List.of(Config.write(config)));
            inputs.addAll(SourceFiles.of(TextFiles.find(config.sources())));
            config.tokenizer()
                    .ifPresent(model -> inputs.add(Sha256.of(Storage.of(model).readBytes())));
            return inputs;
        }

        @Override
        public void prepare(SparkSession spark, String output) {
            PrepareText.run(spark, config, output);
        }
    }

    /** Images of any kind to images of one size. */
    record Pictures(PrepareImagesConfig config) implements Corpus {
        @Override
        public String name() {
            return "images";
        }

        @Override
        public List<String> inputs() {
            List<String> inputs = new ArrayList<>(List.of(Config.write(config)));
            for (List<String> sources : List.of(config.sources(), config.validationSources())) {
                if (!sources.isEmpty()) {
                    ImageSources.find(sources).forEach(source -> inputs.addAll(SourceFiles.of(source.files())));
                }
            }
            return inputs;
        }

        @Override
        public void prepare(SparkSession spark, String output) {
            PrepareImages.run(spark, config, output);
        }
    }
}
