package org.sparselaw.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.config.Config;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.text.language.ArtificialLanguage;
import org.sparselaw.pipeline.text.language.LanguageConfig;
import org.sparselaw.storage.Storage;

/**
 * Text of every format on this machine and on another file system, and what is prepared from either.
 *
 * @param folder on this machine
 * @param root of the same on the other file system
 */
record RemoteText(SparkSession session, Path folder, String root) {
    private static final String EVERY_STAGE = """
            vocabulary: {pieces: 120}
            window: 16
            validation: 0.1
            shards: 3
            cleaning: {rules: [{rule: curly-braces}]}
            duplicates: drop
            near-duplicates: {threshold: 0.6}
            """;

    /** Writes the text here and copies it there. */
    void write() throws IOException {
        ArtificialLanguage language = new ArtificialLanguage(new LanguageConfig(240, 3, 200, 4, 6));
        List<String> documents =
                LongStream.range(0, 240).mapToObj(language::document).toList();
        Path in = Files.createDirectories(folder.resolve("in/more"));
        Files.writeString(
                folder.resolve("in/a.jsonl"),
                lines(documents.subList(0, 80)) + "no json\n" + lines(List.of("{}", documents.get(81))));
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(in.resolve("b [1].json.gz")))) {
            gzip.write(lines(documents.subList(80, 160)).getBytes(UTF_8));
        }
        session.createDataset(documents.subList(160, 240), Encoders.STRING())
                .toDF("text")
                .coalesce(1)
                .write()
                .parquet(folder.resolve("in/tables").toString());
        Storage there = Storage.of(root);
        there.fileSystem()
                .copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(folder.resolve("in").toUri()),
                        there.child("in").path());
    }

    private static String lines(List<String> documents) {
        StringBuilder lines = new StringBuilder();
        for (String document : documents) {
            lines.append("{\"text\":\"").append(document.replace("\n", "\\n")).append("\"}\n");
        }
        return lines.toString();
    }

    /** Prepares the text with every stage, here and there, compares, and prepares it anew over the set that is there. */
    void assertPreparedAlike() {
        String set = root + "/out/set";
        Manifest here = prepare(EVERY_STAGE + "sources: [%s/in]".formatted(folder), folder + "/out/set");
        Manifest there =
                prepare(EVERY_STAGE + "sources: ['%1$s/in/*.jsonl', %1$s/in/more, '%1$s/in/t*s']".formatted(root), set);
        assertThat(here.counts().documentsRead()).isEqualTo(243);
        assertThat(here.counts().dropped()).isEqualTo(Map.of("curly-braces", 1L, "duplicate", 1L, "not-json", 1L));
        assertThat(there.counts()).isEqualTo(here.counts());
        assertThat(there.inputs()).hasSize(3).allMatch(input -> input.file().startsWith(root));
        assertThat(digests(set)).hasSize(5).isEqualTo(digests(folder + "/out/set"));
        assertThat(names("out/set")).hasSize(8).contains("rejected");
        VerifyShards.run(session, set);

        Manifest anew = prepare(
                "window: 16\nshards: 2\nvalidation: 0.1\ntokenizer: %1$s/tokenizer.model\nsources: [%2$s/in]"
                        .formatted(set, root),
                set);
        assertThat(anew.counts().documentsKept()).isEqualTo(242);
        VerifyShards.run(session, set);
        assertThat(names("out/set")).hasSize(7);
        assertThat(names("out")).containsExactly("set");
    }

    private Manifest prepare(String yaml, String output) {
        return PrepareText.run(session, Config.parse(PrepareTextConfig.class, "test.yaml", yaml, List.of()), output);
    }

    /** What lies in a folder there. */
    private List<String> names(String place) {
        return Storage.of(root + "/" + place).children().stream()
                .map(Storage::name)
                .toList();
    }

    private static Map<String, String> digests(String set) {
        Map<String, String> digests = new TreeMap<>();
        for (String file : ShardSet.open(set).manifest().files()) {
            digests.put(file, Storage.of(set).child(file).sha256());
        }
        return digests;
    }
}
