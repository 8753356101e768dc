package org.sparselaw.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.text.language.ArtificialLanguage;
import org.sparselaw.pipeline.text.language.LanguageConfig;

/** Rules and duplicates in the whole job. */
class TestCleaning {
    private static final String SMALL =
            "vocabulary: {pieces: 120}\nwindow: 16\nextra-ids: 4\nvalidation: 0.1\nshards: 3\nseed: 5\n";
    private static final String RULES = "cleaning: {rules: [{rule: javascript-lines}, {rule: curly-braces}]}\n";

    @TempDir
    Path folder;

    private Manifest prepare(String yaml, String output) {
        PrepareTextConfig config = Config.parse(PrepareTextConfig.class, "test.yaml", yaml, List.of());
        return PrepareText.run(
                SparkJobs.session("test"), config, folder.resolve(output).toString());
    }

    private static List<String> documents() {
        ArtificialLanguage language = new ArtificialLanguage(new LanguageConfig(100, 3, 200, 4, 6));
        List<String> documents = new ArrayList<>();
        for (long i = 0; i < 100; i++) {
            documents.add(language.document(i).replace("\n", " "));
        }
        return documents;
    }

    private String sources(List<String> documents, int files, String name) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        for (int f = 0; f < files; f++) {
            StringBuilder lines = new StringBuilder();
            for (int i = f; i < documents.size(); i += files) {
                lines.append("{\"text\":\"").append(documents.get(i)).append("\"}\n");
            }
            Files.writeString(place.resolve(String.format("%02d.jsonl", f)), lines);
        }
        return "sources: [" + place + "]\n";
    }

    private List<String> dirty() {
        List<String> documents = documents();
        documents.set(10, "function() { return; }");
        documents.set(20, documents.get(20) + "\\nPlease enable JavaScript.");
        documents.set(30, "Javascript is off.");
        documents.set(40, documents.get(50));
        documents.set(60, documents.get(20).replace("\\nPlease enable JavaScript.", ""));
        return documents;
    }

    @Test
    void everyDocumentIsKeptOrCountedUnderItsRule() throws IOException {
        Manifest manifest = prepare(SMALL + RULES + "duplicates: drop\n" + sources(dirty(), 1, "in"), "set");
        assertThat(manifest.counts().documentsRead()).isEqualTo(100);
        assertThat(manifest.counts().documentsKept()).isEqualTo(96);
        // One pair was equal before cleaning, one only after it.
        assertThat(manifest.counts().dropped())
                .isEqualTo(Map.of("curly-braces", 1L, "javascript-lines", 1L, "duplicate", 2L));
        assertThat(manifest.counts().changed()).isEqualTo(Map.of("javascript-lines", 1L));
        assertThat(folder.resolve("set/rejected")).doesNotExist();
    }

    @Test
    void whatRulesDropIsKeptWhenAskedFor() throws IOException {
        String keeping = RULES.replace("rules:", "keep-dropped: true, rules:");
        prepare(SMALL + keeping + sources(dirty(), 1, "in"), "set");
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve("set/rejected/00000.jsonl.gz")))) {
            String file = folder + "/in/00.jsonl";
            assertThat(new String(in.readAllBytes(), UTF_8))
                    .isEqualTo("{\"reason\":\"curly-braces\",\"file\":\"" + file
                            + "\",\"line\":11,\"text\":\"function() { return; }\"}\n"
                            + "{\"reason\":\"javascript-lines\",\"file\":\"" + file
                            + "\",\"line\":31,\"text\":\"Javascript is off.\"}\n");
        }
    }

    @Test
    void moreRejectedThanAllowedIsAnErrorAndLeavesNothing() throws IOException {
        String yaml = SMALL + "max-rejected-fraction: 0.01\n" + sources(documents(), 2, "in");
        Files.writeString(folder.resolve("in/01.jsonl"), "\n{\"text\":7}\nno json\n");
        assertThatThrownBy(() -> prepare(yaml, "set"))
                .isInstanceOf(DataException.class)
                .hasMessage("too much is rejected: 52 documents read = 50 kept + 2 rejected (not-json 1,"
                        + " text-not-a-string 1), above max-rejected-fraction (0.01); the first is " + folder
                        + "/in/01.jsonl:2, text-not-a-string");
        assertThat(folder.resolve("set")).doesNotExist();
        assertThat(prepare(yaml.replace("0.01", "0.04"), "set").counts().documentsKept())
                .isEqualTo(50);
    }

    @Test
    void textOfC4PassesTheRulesOfC4() {
        Path text = Shared.data("text/c4-real-train");
        Path model = Shared.data("tokenizers/t5-base/spiece.model");
        PrepareTextConfig config = Config.read(
                PrepareTextConfig.class,
                "../conf/c4.yaml",
                List.of("sources=[" + text + "]", "tokenizer=" + model, "validation=0.05"));
        Manifest manifest = PrepareText.run(
                SparkJobs.session("test"), config, folder.resolve("set").toString());
        assertThat(manifest.counts().documentsRead()).isEqualTo(1000);
        assertThat(manifest.counts().documentsKept()).isGreaterThan(970);
    }
}
