package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.image.DrawnImages;
import org.sparselaw.pipeline.shard.ImageSet;

class TestVerifyShards {
    @TempDir
    Path folder;

    private Path text() {
        String yaml = """
                generated: {documents: 100, seed: 3, words: 200, topics: 4, sentences: 6}
                vocabulary: {pieces: 120}
                window: 16
                validation: 0.1
                shards: 2
                """;
        Path set = folder.resolve("text");
        PrepareText.run(
                SparkJobs.session("test"),
                Config.parse(PrepareTextConfig.class, "test", yaml, List.of()),
                set.toString());
        return set;
    }

    private Path images() throws IOException {
        for (int i = 0; i < 40; i++) {
            Path file = folder.resolve("in").resolve("class" + i % 2).resolve(i + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, DrawnImages.png(4, 4, i));
        }
        Path set = folder.resolve("images");
        PrepareImages.run(
                SparkJobs.session("test"),
                Config.parse(
                        PrepareImagesConfig.class,
                        "test",
                        "sources: [" + folder + "/in]\nheight: 4\nwidth: 4\nvalidation: 0.2\nshards: 2",
                        List.of()),
                set.toString());
        return set;
    }

    private static void verify(Path set) {
        VerifyShards.run(SparkJobs.session("test"), set.toString());
    }

    private static void replace(Path set, String from, String to) throws IOException {
        Path manifest = set.resolve("manifest.json");
        String json = Files.readString(manifest);
        assertThat(json).contains(from);
        Files.writeString(manifest, json.replace(from, to));
    }

    @Test
    void setsOfBothKindsAreWhatTheirManifestsSay() throws IOException {
        verify(text());
        verify(images());
    }

    @Test
    void everyShardThatIsNotIsNamed() throws IOException {
        Path set = images();
        for (String shard : List.of("train-00000-of-00002.parquet", "validation-00000-of-00001.parquet")) {
            byte[] bytes = Files.readAllBytes(set.resolve(shard));
            bytes[40] ^= 1;
            Files.write(set.resolve(shard), bytes);
        }
        assertThatThrownBy(() -> verify(set)).isInstanceOfSatisfying(DataException.class, e -> {
            assertThat(e.getMessage().lines()).hasSize(2).allMatch(line -> line.contains(": the file has SHA-256 "));
            assertThat(e)
                    .hasMessageContaining("train-00000-of-00002")
                    .hasMessageContaining("validation-00000-of-00001");
        });
    }

    @Test
    void everythingThatIsWrongWithASetHasItsLine() throws IOException {
        Path set = text();
        Files.writeString(set.resolve("tokenizer.model"), "another");
        Files.writeString(set.resolve("train-00002-of-00003.parquet"), "of another set");
        Files.writeString(set.resolve("train-00001-of-00002.parquet"), "cut off");
        assertThatThrownBy(() -> verify(set)).isInstanceOfSatisfying(DataException.class, e -> {
            List<String> lines = e.getMessage().lines().toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).startsWith(set + ": train-00002-of-00003.parquet is there, but");
            assertThat(lines.get(1)).startsWith(set + "/tokenizer.model: the file has SHA-256 ");
            assertThat(lines.get(2)).startsWith(set + "/train-00001-of-00002.parquet: the file has SHA-256 ");
        });
    }

    @Test
    void idsMustBeInTheVocabulary() throws IOException {
        Path set = text();
        replace(set, "\"extraIds\" : 100", "\"extraIds\" : -60");
        replace(set, "\"vocabulary\" : 220", "\"vocabulary\" : 60");
        assertThatThrownBy(() -> verify(set))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(", but the vocabulary has 60 ids");
    }

    @Test
    void rowsMustBeAsManyAsTheManifestCounts() throws IOException {
        Path set = images();
        long rows = ImageSet.open(set.toString()).manifest().train().images();
        replace(set, "\"imagesRead\" : 40", "\"imagesRead\" : 41");
        replace(set, "\"imagesWritten\" : 40", "\"imagesWritten\" : 41");
        replace(set, "\"images\" : " + rows + ",", "\"images\" : " + (rows + 1) + ",");
        assertThatThrownBy(() -> verify(set))
                .isInstanceOf(DataException.class)
                .hasMessage(set + ": the manifest counts " + (rows + 1)
                        + " rows of the train split, but its shards have " + rows);
    }
}
