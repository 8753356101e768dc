package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.shard.TokenWindows;
import org.sparselaw.pipeline.tokenizer.UnigramTokenizer;

class TestRepeatedSpans {
    @TempDir
    Path folder;

    private Manifest prepare(List<String> documents, String options) throws IOException {
        ObjectMapper json = new ObjectMapper();
        StringBuilder lines = new StringBuilder();
        for (String document : documents) {
            lines.append(json.writeValueAsString(Map.of("text", document))).append('\n');
        }
        Files.writeString(folder.resolve("in.jsonl"), lines);
        String yaml = """
                sources: [%s]
                vocabulary: {pieces: 60, words: 1000}
                window: 8
                extra-ids: 4
                validation: 0.2
                shards: 2
                seed: 5
                """.formatted(folder.resolve("in.jsonl")) + options;
        SparkSession session = SparkJobs.session("test");
        session.conf().set("spark.sql.shuffle.partitions", "4");
        PrepareTextConfig config = Config.parse(PrepareTextConfig.class, "test.yaml", yaml, List.of());
        return PrepareText.run(session, config, folder.resolve("set").toString());
    }

    /** How often each sentence is in the shards, windows of which go on where the last one ends. */
    private Map<String, Integer> sentences() throws IOException {
        ShardSet set = ShardSet.open(folder.resolve("set").toString());
        UnigramTokenizer tokenizer =
                UnigramTokenizer.of(Files.readAllBytes(Path.of(set.tokenizer().replace("file:", ""))), "test");
        Map<String, Integer> count = new HashMap<>();
        for (Split split : Split.values()) {
            for (Shard shard : set.shards(split)) {
                TokenWindows windows = set.read(shard);
                int[] ids = IntStream.range(0, windows.count())
                        .flatMap(i -> Arrays.stream(windows.window(i)))
                        .filter(id -> id != tokenizer.endOfSequence())
                        .toArray();
                for (String sentence : tokenizer.decode(ids).split("\\.")) {
                    count.merge(sentence.strip(), 1, Integer::sum);
                }
            }
        }
        return count;
    }

    @Test
    void ofSpansThatOccurAgainOneStays() throws IOException {
        // 300 documents of 12 sentences of their own, into which one of ten spans of three is put.
        Random random = new Random(2);
        List<String> documents = new ArrayList<>();
        for (int d = 0; d < 300; d++) {
            int number = d;
            List<String> sentences = IntStream.range(0, 12)
                    .mapToObj(s -> "own " + (number * 12 + s))
                    .collect(Collectors.toCollection(ArrayList::new));
            int span = d % 10;
            sentences.addAll(random.nextInt(13), List.of("first " + span, "second " + span, "third " + span));
            documents.add(String.join(". ", sentences) + ".");
        }
        Manifest manifest = prepare(documents, "repeated-spans: {}\n");
        assertThat(manifest.counts().changed()).isEqualTo(Map.of("repeated-spans", 290L));
        assertThat(manifest.counts().dropped()).isEmpty();
        Map<String, Integer> count = sentences();
        long lost = 2L * 3 * 20; // the tails of three shards, and what is cut at their ends
        for (String of : List.of("first", "second", "third")) {
            assertThat(IntStream.range(0, 10).map(span -> count.getOrDefault(of + " " + span, 0)))
                    .as(of)
                    .allMatch(n -> n <= 1)
                    .filteredOn(n -> n == 1)
                    .hasSizeGreaterThan(7);
        }
        assertThat(count.keySet().stream().filter(sentence -> sentence.startsWith("own")))
                .as("own sentences stay")
                .hasSizeGreaterThan((int) (3600 - lost));
    }

    @Test
    void aNearDuplicateThatIsDroppedKeepsNoSpanFromOthers() throws IOException {
        // Of each three documents two are nearly equal, and one of them has a span in common with the third.
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String text = words(i, 80) + ". End one. End two. ";
            String common = "Common a%d. Common b%d. Common c%d.".formatted(i, i, i);
            documents.add(text);
            documents.add(text + common);
            documents.add("Third %d. Another %d. Last %d. ".formatted(i, i, i) + common);
        }
        Manifest manifest = prepare(documents, "near-duplicates: {threshold: 0.5}\nrepeated-spans: {}\n");
        assertThat(manifest.counts().dropped()).isEqualTo(Map.of("near-duplicate", 40L));
        Map<String, Integer> count = sentences();
        int[] kept = IntStream.range(0, 40)
                .map(i -> count.getOrDefault("Common b" + i, 0))
                .toArray();
        assertThat(kept).containsAnyOf(1).doesNotContain(2);
        assertThat(Arrays.stream(kept).sum())
                .as("but for the tails of three shards")
                .isGreaterThanOrEqualTo(37);
    }

    @Test
    void aDocumentOfSpansThatOthersHaveIsDropped() throws IOException {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            documents.add("Alpha %d. Beta. Gamma. Delta. Epsilon. Zeta. Omega %d.".formatted(i, i));
            documents.add("Own %d. Beta. Gamma. Delta. Epsilon.".formatted(i));
            documents.add("A %d. B %d. C %d. D %d.".formatted(i, i, i, i));
        }
        Manifest manifest = prepare(documents, "repeated-spans: {}\n");
        Manifest.Counts counts = manifest.counts();
        // One keeps the five sentences in the middle; each of the others has two of its own at most.
        assertThat(counts.documentsKept()).isBetween(51L, 52L);
        assertThat(counts.dropped()).isEqualTo(Map.of("repeated-spans", 150 - counts.documentsKept()));
    }

    private static String words(int document, int count) {
        return IntStream.range(0, count)
                .mapToObj(word -> "w" + (document * count + word))
                .collect(Collectors.joining(" "));
    }
}
