package org.sparselaw.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.shard.ContentKey;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.shard.TokenWindows;
import org.sparselaw.pipeline.text.language.ArtificialLanguage;
import org.sparselaw.pipeline.text.language.LanguageConfig;
import org.sparselaw.pipeline.tokenizer.Tokenizer;
import org.sparselaw.pipeline.tokenizer.bytepair.TinyTokenizers;
import org.sparselaw.storage.Sha256;

class TestPrepareText {
    private static final LanguageConfig LANGUAGE = new LanguageConfig(200, 3, 200, 4, 6);
    private static final String SMALL =
            "vocabulary: {pieces: 120}\nwindow: 16\nextra-ids: 4\nvalidation: 0.1\nshards: 3\nvalidation-shards: 2\nseed: 5\n";
    private static final String GENERATED =
            SMALL + "generated: {documents: 200, seed: 3, words: 200, topics: 4, sentences: 6}\n";

    @TempDir
    Path folder;

    private static SparkSession session() {
        return SparkJobs.session("test");
    }

    private Manifest prepare(String yaml, String output) {
        PrepareTextConfig config = Config.parse(PrepareTextConfig.class, "test.yaml", yaml, List.of());
        return PrepareText.run(session(), config, folder.resolve(output).toString());
    }

    private Map<String, String> digests(String output) throws IOException {
        return FolderDigests.of(folder.resolve(output));
    }

    private static ContentKey key(String text) {
        return ContentKey.of(5, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> documents() {
        ArtificialLanguage language = new ArtificialLanguage(LANGUAGE);
        return LongStream.range(0, LANGUAGE.documents())
                .mapToObj(language::document)
                .toList();
    }

    /** Writes documents as JSON lines, dealt out to files, and names the sources. */
    private String sources(List<String> documents, int files, String name) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        for (int f = 0; f < files; f++) {
            StringBuilder lines = new StringBuilder();
            for (int i = f; i < documents.size(); i += files) {
                lines.append("{\"url\":\"x\",\"text\":\"")
                        .append(documents.get(i).replace("\n", "\\n"))
                        .append("\"}\n");
            }
            Files.writeString(place.resolve(f + ".jsonl"), lines);
        }
        return "sources: [" + place + "]\n";
    }

    @Test
    void aShardIsItsDocumentsInTheOrderOfTheirKeysCutIntoWindows() {
        Manifest manifest = prepare(GENERATED, "set");
        assertShardsHoldDocuments(manifest);
        assertThat(manifest.counts().documentsKept()).isEqualTo(200);
        assertThat(manifest.vocabulary()).isEqualTo(124);
        assertThat(manifest.endOfSequence()).isEqualTo(1);
    }

    @Test
    void aByteLevelTokenizerMakesASetLikeAnyOther() throws IOException {
        Path file = Files.write(folder.resolve("own.json"), TinyTokenizers.file("\u0120 a", "i n", "in g"));
        Manifest manifest = prepare(GENERATED + "tokenizer: " + file, "set");
        assertShardsHoldDocuments(manifest);
        assertThat(manifest.vocabulary()).isEqualTo(264);
        assertThat(manifest.endOfSequence()).isEqualTo(0);
        assertThat(folder.resolve("set/tokenizer.json")).hasSameBinaryContentAs(file);
        assertThat(folder.resolve("set/tokenizer.model")).doesNotExist();
        assertThat(VerifyShards.run(session(), folder.resolve("set").toString()).shards())
                .isEqualTo(manifest.shards());
    }

    private void assertShardsHoldDocuments(Manifest manifest) {
        ShardSet set = ShardSet.open(folder.resolve("set").toString());
        Tokenizer tokenizer = AnyTokenizer.read(set.tokenizer());
        int end = tokenizer.endOfSequence();
        long windows = 0;
        for (Split split : Split.values()) {
            List<Shard> shards = set.shards(split);
            for (int s = 0; s < shards.size(); s++) {
                int number = s;
                List<String> texts = documents().stream()
                        .filter(text -> (key(text).share() < 0.1) == (split == Split.VALIDATION)
                                && key(text).shard(shards.size()) == number)
                        .sorted(Comparator.comparing(text -> key(text).order(), Arrays::compareUnsigned))
                        .toList();
                int[] stream = texts.stream()
                        .flatMapToInt(text -> IntStream.concat(IntStream.of(tokenizer.encode(text)), IntStream.of(end)))
                        .toArray();
                TokenWindows read = set.read(shards.get(s));
                assertThat(read.count()).isEqualTo(stream.length / 16);
                for (int w = 0; w < read.count(); w++) {
                    assertThat(read.window(w)).isEqualTo(Arrays.copyOfRange(stream, 16 * w, 16 * w + 16));
                }
                windows += read.count();
            }
        }
        assertThat(16 * windows).isEqualTo(manifest.counts().tokensWritten());
        assertThat(manifest.train().windows() + manifest.validation().windows()).isEqualTo(windows);
    }

    @Test
    void theSameBytesOnAnyNumberOfCores() throws IOException {
        String yaml = GENERATED + sources(documents().subList(0, 50), 3, "in");
        prepare(yaml, "set");
        Map<String, String> expected = digests("set");
        session().stop();
        SparkSession one = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "5")
                .getOrCreate();
        prepare(yaml, "again");
        one.stop();
        assertThat(digests("again")).isEqualTo(expected).hasSize(3 + 2 + 2);
    }

    @Test
    void theSameShardsHoweverTheTextIsDealtOutToFiles() throws IOException {
        List<String> documents = new ArrayList<>(documents());
        documents.addAll(documents().subList(0, 20)); // duplicates
        prepare(SMALL + sources(documents, 1, "one"), "a");
        prepare(SMALL + sources(documents, 7, "seven"), "b");
        Map<String, String> a = digests("a");
        Map<String, String> b = digests("b");
        a.remove("manifest.json");
        b.remove("manifest.json");
        assertThat(b).isEqualTo(a);
    }

    @Test
    void anotherSeedIsAnotherOrder() throws IOException {
        prepare(GENERATED, "a");
        prepare(GENERATED.replace("\nseed: 5", "\nseed: 6"), "b");
        assertThat(digests("b").get("train-00000-of-00003.parquet"))
                .isNotEqualTo(digests("a").get("train-00000-of-00003.parquet"));
    }

    @Test
    void rejectedRecordsAreCountedAndKept() throws IOException {
        String yaml = SMALL + sources(documents(), 2, "in");
        Files.writeString(folder.resolve("in/1.jsonl"), "{\"text\":7}\nno json\n\n{\"text\":\"good\"}\n");
        Manifest manifest = prepare(yaml, "set");
        assertThat(manifest.counts().documentsRead()).isEqualTo(103);
        assertThat(manifest.counts().documentsKept()).isEqualTo(101);
        assertThat(manifest.counts().dropped()).isEqualTo(Map.of("not-json", 1L, "text-not-a-string", 1L));
        Path rejected = folder.resolve("set/rejected/00001.jsonl.gz");
        try (var in = new GZIPInputStream(Files.newInputStream(rejected))) {
            String file = folder + "/in/1.jsonl";
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"reason\":\"text-not-a-string\",\"file\":\"" + file
                            + "\",\"line\":1,\"excerpt\":\"{\\\"text\\\":7}\"}\n{\"reason\":\"not-json\",\"file\":\""
                            + file + "\",\"line\":2,\"excerpt\":\"no json\"}\n");
        }
    }

    @Test
    void theManifestSaysWhatWentIn() throws IOException {
        Manifest manifest = prepare(SMALL + sources(documents(), 1, "in"), "set");
        Path file = folder.resolve("in/0.jsonl");
        assertThat(manifest.inputs())
                .containsExactly(
                        new Manifest.Input(file.toString(), Files.size(file), Sha256.of(Files.readAllBytes(file))));
        assertThat(manifest.configuration())
                .containsEntry("window", 16)
                .containsEntry("sources", List.of(folder + "/in"))
                .doesNotContainKey("output");
        assertThat(manifest.tokenizer().sha256())
                .isEqualTo(Sha256.of(Files.readAllBytes(folder.resolve("set/tokenizer.model"))));
    }

    @Test
    void aGivenTokenizerIsCopiedIntoTheSet() throws IOException {
        prepare(GENERATED, "set");
        Path model = Files.move(folder.resolve("set/tokenizer.model"), folder.resolve("own.model"));
        prepare(GENERATED + "tokenizer: " + model, "again");
        assertThat(folder.resolve("again/tokenizer.model")).hasSameBinaryContentAs(model);
        Map<String, String> shards = digests("again");
        assertThat(shards)
                .containsEntry("train-00000-of-00003.parquet", digests("set").get("train-00000-of-00003.parquet"));
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsLeft() throws IOException {
        assertThatThrownBy(() -> prepare(SMALL + "sources: [" + folder + "/nowhere]", "set"))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/nowhere: no such file or folder");
        assertThatThrownBy(() -> prepare(GENERATED + "tokenizer: " + folder + "/no.model", "set"))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/no.model: no such file");
        assertThatThrownBy(() -> prepare(GENERATED.replace("window: 16", "window: 100000"), "set"))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(
                        "the train split has no window: its 1\\d\\d documents fill none of 100000 tokens in any"
                                + " of its 3 shards; give more text, a smaller window, fewer shards");
        assertThatThrownBy(() -> prepare(GENERATED.replace("validation: 0.1", "validation: 0.00001"), "set"))
                .isInstanceOf(DataException.class)
                .hasMessage("the validation split has no window: its 0 documents fill none of 16 tokens in any of its 2"
                        + " shards; give more text, a smaller window, fewer validation-shards or a larger validation"
                        + " (1.0E-5)");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void textOfWhichNothingCanBeKeptNamesItsFirstRecord() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "one\ntwo\n");
        assertThatThrownBy(() -> prepare(SMALL + "sources: [" + folder + "/a.jsonl]", "set"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "no document can be kept: 2 documents read = 0 kept + 2 rejected (not-json 2); the first is "
                                + folder + "/a.jsonl:1, not-json");
    }

    @Test
    void aFolderThatIsNoShardSetIsNotReplaced() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("set")).resolve("thesis.tex"), "all I have");
        assertThatThrownBy(() -> prepare(GENERATED, "set"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder + "/set: not empty and not a shard set");
        assertThat(folder.resolve("set/thesis.tex")).hasContent("all I have");
    }

    @Test
    void nastyTextIsPreparedWithEveryRecordAccountedFor() {
        Path nasty = Shared.data("nasty/c4-derived");
        Manifest manifest = prepare(SMALL + "sources: [" + nasty + "]", "set");
        assertThat(manifest.counts().documentsKept()).isGreaterThan(1_500);
        assertThat(manifest.counts().dropped())
                .containsEntry("damaged-gzip", 5L)
                .containsEntry("too-long", 1L)
                .containsEntry("text-not-a-string", 5L)
                .containsEntry("empty-text", 2L);
        try (Stream<Path> rejected = Files.list(folder.resolve("set/rejected"))) {
            assertThat(rejected).hasSizeGreaterThan(8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everythingNastyAndAWordOfTwoMillionLettersGoThroughEveryStage() throws IOException {
        Path words = folder.resolve("words.jsonl");
        Files.writeString(words, "{\"text\":\"" + "x".repeat(2_000_000) + "\"}\n");
        Path model = Shared.data("tokenizers/t5-base/spiece.model");
        Manifest manifest = prepare(
                "sources: [%s, %s]\ntokenizer: %s\nwindow: 16\nshards: 3\nvalidation: 0.1\n"
                                .formatted(Shared.data("nasty"), words, model)
                        + "cleaning: {rules: [{rule: long-words, characters: 3000000}, {rule: curly-braces}]}\n"
                        + "near-duplicates: {}\nrepeated-spans: {}\n",
                "set");
        Manifest.Counts counts = manifest.counts();
        assertThat(counts.documentsKept()
                        + counts.dropped().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(counts.documentsRead())
                .isGreaterThan(3_000);
        assertThat(counts.dropped()).containsKeys("duplicate", "near-duplicate", "repeated-spans", "damaged-gzip");
        assertThat(manifest.lengths()).as("the word, which T5 spells in pieces").containsEntry(1 << 19, 1L);
        VerifyShards.run(SparkJobs.session("test"), folder.resolve("set").toString());
    }

    @Test
    void realTextHasTheWindowsItsTokensFill() {
        Path text = Shared.data("text/c4-real-train");
        Path model = Shared.data("tokenizers/t5-base/spiece.model");
        Manifest manifest =
                prepare("sources: [" + text + "]\ntokenizer: " + model + "\nshards: 4\nvalidation: 0.05", "set");
        assertThat(manifest.counts().documentsKept()).isEqualTo(1000);
        assertThat(manifest.counts().dropped()).isEmpty();
        assertThat(manifest.vocabulary()).isEqualTo(32_100);
        assertThat(manifest.sentinel(0)).isEqualTo(32_099);
        assertThat(manifest.counts().tailTokens()).isLessThan(5 * 568);
        assertThat(manifest.validation().documents()).isBetween(30L, 70L);
    }
}
