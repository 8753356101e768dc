package org.sparselaw.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.config.Config;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.StageProgress;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.text.duplicates.Banding;
import org.sparselaw.pipeline.text.duplicates.NearDuplicatesConfig;
import org.sparselaw.pipeline.text.duplicates.Shingles;

class TestNearDuplicates {
    private static final String SMALL =
            "vocabulary: {pieces: 60, words: 1000}\nwindow: 16\nextra-ids: 4\nvalidation: 0.1\nshards: 3\nseed: 5\n";

    @TempDir
    Path folder;

    @BeforeEach
    void partitions() {
        session().conf().set("spark.sql.shuffle.partitions", "4");
    }

    private static SparkSession session() {
        return SparkJobs.session("test");
    }

    private Set<Integer> components(int[][] edges, String scratch) {
        List<Row> rows = Arrays.stream(edges)
                .map(edge -> RowFactory.create(bytes(edge[0]), bytes(edge[1])))
                .toList();
        Dataset<Row> graph = session().createDataFrame(rows, Edges.ROW);
        Map<Integer, Integer> least = new HashMap<>();
        try (StageProgress progress = new StageProgress(session(), "test")) {
            new Components(session(), folder.resolve(scratch).toString())
                    .stars(graph, progress)
                    .collectAsList()
                    .forEach(edge -> least.put(number(edge.getAs(0)), number(edge.getAs(1))));
        }
        // Judged by union-find.
        int nodes = Arrays.stream(edges).flatMapToInt(Arrays::stream).max().orElseThrow() + 1;
        int[] parent = IntStream.range(0, nodes).toArray();
        for (int[] edge : edges) {
            int a = root(parent, edge[0]);
            int b = root(parent, edge[1]);
            parent[Math.max(a, b)] = Math.min(a, b);
        }
        for (int node = 0; node < nodes; node++) {
            int root = root(parent, node);
            assertThat(least.getOrDefault(node, node)).as("least of %d", node).isEqualTo(root);
        }
        return new TreeSet<>(least.values());
    }

    private static int root(int[] parent, int node) {
        int at = node;
        while (parent[at] != at) {
            at = parent[at];
        }
        return at;
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static int number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }

    @Test
    void aLongChainIsOneComponent() {
        int[] order = new Random(3).ints(0, 1000).distinct().limit(1000).toArray();
        int[][] chain = IntStream.range(0, 999)
                .mapToObj(i -> new int[] {Math.max(order[i], order[i + 1]), Math.min(order[i], order[i + 1])})
                .toArray(int[][]::new);
        assertThat(components(chain, "chain")).containsExactly(0);
    }

    @Test
    void componentsOfARandomGraphAreThoseOfUnionFind() {
        Random random = new Random(5);
        int[][] edges = IntStream.range(0, 900)
                .mapToObj(i -> {
                    int a = random.nextInt(1500);
                    int b = random.nextInt(1500);
                    return a == b ? new int[] {a + 1, a} : new int[] {Math.max(a, b), Math.min(a, b)};
                })
                .toArray(int[][]::new);
        assertThat(components(edges, "random")).hasSizeGreaterThan(100);
    }

    @Test
    void ofAHugeBucketOneDocumentStays() throws IOException {
        // Equal but for a mark that no shingle sees, so that there are no exact duplicates.
        List<String> documents = IntStream.range(0, 100_000)
                .mapToObj(i -> "one and the same text of a few words" + ".".repeat(1 + i % 300) + "!".repeat(i / 300))
                .collect(Collectors.toCollection(ArrayList::new));
        documents.addAll(others(200));
        Manifest manifest = prepare(documents, 4, "near-duplicates: {threshold: 0.8}\n", "set");
        assertThat(manifest.counts().dropped()).isEqualTo(Map.of("near-duplicate", 99_999L));
        assertThat(manifest.counts().documentsKept()).isEqualTo(201);
    }

    @Test
    void theSameShardsOnAnyPartitioning() throws IOException {
        List<String> documents = sixtyWithACopyAndANearOne();
        String options = "near-duplicates: {threshold: 0.6}\nrepeated-spans: {}\n";
        Manifest manifest = prepare(documents, 1, options, "one");
        session().conf().set("spark.sql.shuffle.partitions", "3");
        prepare(documents, 7, options, "seven");
        Map<String, String> one = FolderDigests.of(folder.resolve("one"));
        Map<String, String> seven = FolderDigests.of(folder.resolve("seven"));
        one.remove("manifest.json");
        seven.remove("manifest.json");
        assertThat(seven).isEqualTo(one);
        assertThat(manifest.counts().documentsKept()
                        + manifest.counts().dropped().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(180);
        assertThat(manifest.counts().documentsKept()).isBetween(60L, 70L);
    }

    /** Of pairs of all similarities, those found are compared with what the similarity of each pair, by brute force, says. */
    @Test
    void recallAndPrecisionAreThoseOfTheBanding() throws IOException {
        Random random = new Random(11);
        Banding banding = new Banding(14, 8);
        double threshold = .7;
        List<String> documents = new ArrayList<>();
        for (String text : others(1500)) {
            List<String> words = new ArrayList<>(List.of(text.split(" ")));
            int changes = 1 + random.nextInt(9);
            for (int i = 0; i < changes; i++) {
                words.set(random.nextInt(words.size()), "z" + random.nextInt(1_000_000));
            }
            documents.add(text);
            documents.add(String.join(" ", words));
        }
        prepare(documents, 2, "near-duplicates: {bands: 14, rows: 8}\ncleaning: {keep-dropped: true}\n", "set");
        Set<String> dropped = rejected("set", "near-duplicate");
        double found = 0;
        double similar = 0;
        double foundSimilar = 0;
        double expected = 0;
        double expectedSimilar = 0;
        for (int i = 0; i < documents.size(); i += 2) {
            double similarity = jaccard(documents.get(i), documents.get(i + 1));
            int is = similarity >= threshold ? 1 : 0;
            int was = dropped.contains(documents.get(i)) || dropped.contains(documents.get(i + 1)) ? 1 : 0;
            similar += is;
            found += was;
            foundSimilar += is * was;
            expected += banding.probability(similarity);
            expectedSimilar += is * banding.probability(similarity);
        }
        assertThat(similar / 1500).as("about as many on both sides").isBetween(.3, .7);
        assertThat(found / 1500).as("found").isCloseTo(expected / 1500, within(.02));
        assertThat(foundSimilar / similar).as("recall").isCloseTo(expectedSimilar / similar, within(.02));
        assertThat(foundSimilar / found).as("precision").isCloseTo(expectedSimilar / expected, within(.02));
    }

    @Test
    void whichOneStaysDoesNotDependOnTheNumberOfShards() throws IOException {
        List<String> documents = sixtyWithACopyAndANearOne();
        String options = "near-duplicates: {threshold: 0.6}\ncleaning: {keep-dropped: true}\n";
        Manifest three = prepare(documents, 1, options, "three");
        Manifest five = prepare(documents, 1, options, 5, "five");
        assertThat(rejected("five", "near-duplicate"))
                .isEqualTo(rejected("three", "near-duplicate"))
                .hasSize(60);
        assertThat(rejected("three", "duplicate")).isNotEmpty();
        assertThat(three.counts().documentsKept())
                .as("an equal copy does not stay")
                .isEqualTo(60);
        assertThat(five.counts().documentsKept()).isEqualTo(60);
    }

    /** Texts that were dropped for a reason. */
    private Set<String> rejected(String set, String reason) throws IOException {
        Set<String> texts = new HashSet<>();
        try (Stream<Path> files = Files.list(folder.resolve(set).resolve("rejected"))) {
            for (Path file : files.toList()) {
                try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
                    lines.lines()
                            .map(TestNearDuplicates::json)
                            .filter(record -> record.get("reason").asText().equals(reason))
                            .forEach(record -> texts.add(record.get("text").asText()));
                }
            }
        }
        return texts;
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nearDuplicatesOfManyLanguagesAreFound() throws IOException {
        Path file = Shared.data("nasty/duplicates-data-juicer/demo-dataset-deduplication.jsonl");
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            texts.add(json(line).get("text").asText());
        }
        double threshold = .35;
        NearDuplicatesConfig config = Config.parse(
                NearDuplicatesConfig.class, "test", "{shingle: 2, threshold: 0.35, hashes: 1024}", List.of());
        // By brute force: texts that a chain of similar ones joins to one before; of pairs near the threshold there are
        // none.
        Set<Integer> dropped = new HashSet<>();
        Banding banding = config.banding();
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                double similarity = jaccard(texts.get(i), texts.get(j), config.shingle());
                double found = banding.probability(similarity);
                assertThat(found < .02 || found > .98)
                        .as("%d and %d: %s", i, j, similarity)
                        .isTrue();
                if (similarity >= threshold) {
                    dropped.add(i);
                }
            }
        }
        Manifest manifest = prepareFile(
                file,
                SMALL.replace("pieces: 60", "pieces: 600")
                        + "near-duplicates: {shingle: 2, threshold: 0.35, hashes: 1024}\n",
                "set");
        assertThat(manifest.counts().dropped())
                .isEqualTo(Map.of("near-duplicate", dropped.size() - 1L, "duplicate", 1L)); // one pair is equal
    }

    private static double jaccard(String a, String b) {
        return jaccard(a, b, 5);
    }

    private static double jaccard(String a, String b, int words) {
        Set<Integer> left = Arrays.stream(Shingles.of(a, words)).boxed().collect(Collectors.toSet());
        Set<Integer> right = Arrays.stream(Shingles.of(b, words)).boxed().collect(Collectors.toSet());
        long common = left.stream().filter(right::contains).count();
        return (double) common / (left.size() + right.size() - common);
    }

    private static List<String> sixtyWithACopyAndANearOne() {
        return others(60).stream()
                .flatMap(text -> Stream.of(text, text.replaceFirst("w\\d+", "else"), text))
                .toList();
    }

    /** Texts of 100 words that have nothing in common. */
    private static List<String> others(int count) {
        return IntStream.range(0, count)
                .mapToObj(d -> IntStream.range(0, 100)
                        .mapToObj(w -> "w" + (d * 100 + w))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private Manifest prepare(List<String> documents, int files, String options, String output) throws IOException {
        return prepare(documents, files, options, 3, output);
    }

    private Manifest prepare(List<String> documents, int files, String options, int shards, String output)
            throws IOException {
        Path place = Files.createDirectories(folder.resolve("in-" + output));
        for (int f = 0; f < files; f++) {
            StringBuilder lines = new StringBuilder();
            for (int i = f; i < documents.size(); i += files) {
                lines.append("{\"text\":\"").append(documents.get(i)).append("\"}\n");
            }
            Files.writeString(place.resolve(f + ".jsonl"), lines);
        }
        return prepareFile(place, SMALL.replace("shards: 3", "shards: " + shards) + options, output);
    }

    private Manifest prepareFile(Path source, String yaml, String output) {
        PrepareTextConfig config =
                Config.parse(PrepareTextConfig.class, "test.yaml", yaml + "sources: [" + source + "]\n", List.of());
        return PrepareText.run(session(), config, folder.resolve(output).toString());
    }
}
