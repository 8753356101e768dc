package org.sparselaw.pipeline.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Sha256;

class TestShardSet {
    @TempDir
    Path folder;

    private ShardSet tiny(int pieces) {
        TinySet.write(set().toString(), pieces);
        return ShardSet.open(set().toString());
    }

    private Path set() {
        return folder.resolve("set");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 65_536, 65_537, 1_000_000})
    void windowsComeBackAsWritten(int pieces) {
        ShardSet set = tiny(pieces);
        TokenWindows train = set.read(set.shards(Split.TRAIN).get(0));
        assertThat(train.count()).isEqualTo(2);
        assertThat(train.window(0)).containsExactly(2, 3, 4, 1);
        assertThat(train.window(1)).containsExactly(pieces - 1, pieces - 2, 5, 1);
        int[] both = new int[6];
        train.copy(0, both, 2);
        assertThat(both).containsExactly(0, 0, 2, 3, 4, 1);
    }

    @Test
    void theManifestComesBackAsWritten() {
        Manifest written = TinySet.write(set().toString(), 100);
        assertThat(ShardSet.open(set().toString()).manifest()).isEqualTo(written);
    }

    @Test
    void theSameWindowsAreTheSameBytes() throws IOException {
        TinySet.write(set().toString(), 100);
        TinySet.write(folder.resolve("again").toString(), 100);
        for (String file : new String[] {"manifest.json", "train-00000-of-00001.parquet"}) {
            assertThat(folder.resolve("again").resolve(file)).hasSameBinaryContentAs(set().resolve(file));
        }
    }

    @Test
    void theManifestHoldsSizeAndDigestOfEachShard() throws IOException {
        Shard shard = tiny(100).shards(Split.TRAIN).get(0);
        byte[] bytes = Files.readAllBytes(set().resolve(shard.file()));
        assertThat(shard).isEqualTo(new Shard(Split.TRAIN, shard.file(), 2, bytes.length, Sha256.of(bytes)));
    }

    @Test
    void theDigestIsThatOfTheManifest() throws IOException {
        assertThat(tiny(100).digest()).isEqualTo(Sha256.of(Files.readAllBytes(set().resolve("manifest.json"))));
    }

    @Test
    void sentinelsCountDownFromTheTop() {
        Manifest manifest = tiny(100).manifest();
        assertThat(manifest.sentinel(0)).isEqualTo(99);
        assertThat(manifest.sentinel(3)).isEqualTo(96);
    }

    @Test
    void aFolderWithoutManifestIsNoSet() {
        assertThatThrownBy(() -> ShardSet.open(set().toString()))
                .isInstanceOf(DataException.class)
                .hasMessage(set() + ": no shard set, manifest.json is missing (prepare-text writes it)");
    }

    @Test
    void everyMissingFileIsNamed() throws IOException {
        tiny(100);
        Files.delete(set().resolve("validation-00000-of-00001.parquet"));
        Files.delete(set().resolve("tokenizer.model"));
        assertThatThrownBy(() -> ShardSet.open(set().toString()))
                .isInstanceOf(DataException.class)
                .hasMessage(set() + ": validation-00000-of-00001.parquet is missing, which the manifest lists; prepare"
                        + " the set again\n" + set()
                        + ": tokenizer.model is missing, which the manifest lists; prepare the set again");
    }

    @Test
    void aShardThatTheManifestDoesNotListIsNamed() throws IOException {
        ShardSet set = tiny(100);
        Files.writeString(set().resolve("train-00001-of-00002.parquet"), "of another set");
        Files.writeString(set().resolve("README"), "what this is");
        assertThat(set.problems())
                .contains(set()
                        + ": train-00001-of-00002.parquet is there, but the manifest does not list it; remove it");
        assertThat(set.problems()).noneMatch(problem -> problem.contains("README"));
    }

    @Test
    void aChangedShardIsRefused() throws IOException {
        ShardSet set = tiny(100);
        Path file = set().resolve("train-00000-of-00001.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> set.read(set.shards(Split.TRAIN).get(0)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file + ": the file has SHA-256 " + Sha256.of(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"documentsRead\" : 5   | \"documentsRead\" : 6  | 6 documents read, but 3 kept + 2 dropped",
                "\"documents\" : 2       | \"documents\" : 3      | 3 documents kept, but 3 in train + 1 in validation",
                "\"windows\" : 2         | \"windows\" : 3        | 12 tokens written, but 4 windows of 4",
                "\"tailTokens\" : 2      | \"tailTokens\" : 3     | 14 tokens, but 12 written + 3 left over",
                "\"seed\" : 7            | \"sead\" : 7           | has no 'seed'; prepare the set again"
            })
    void aManifestThatContradictsItselfIsRefused(String part, String other, String message) throws IOException {
        tiny(100);
        replace(part, other);
        assertThatThrownBy(() -> ShardSet.open(set().toString()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(set() + "/manifest.json: ")
                .hasMessageContaining(message);
    }

    @Test
    void aManifestThatContradictsAShardIsRefused() throws IOException {
        Shard train = tiny(100).shards(Split.TRAIN).get(0);
        replace("\"bytes\" : " + train.bytes(), "\"bytes\" : 1");
        assertRefused("has " + train.bytes() + " bytes, but the manifest says 1");

        putInPlaceOf(train, "PAR1 but no more of Parquet than that PAR1".getBytes(UTF_8));
        assertRefused("cannot be read as Parquet (");

        TinyImages.write(folder.resolve("images").toString(), LabelKind.SINGLE, 1);
        putInPlaceOf(train, Files.readAllBytes(folder.resolve("images").resolve(train.file())));
        assertRefused(
                "has the columns [required binary pixels, required binary labels], but should have [required binary"
                        + " tokens]");

        tiny(100);
        replace("\"rows\" : 2", "\"rows\" : 3");
        assertRefused("holds 2 rows, but the manifest says 3");
    }

    private void assertRefused(String message) {
        ShardSet set = ShardSet.open(set().toString());
        Shard train = set.shards(Split.TRAIN).get(0);
        assertThatThrownBy(() -> set.verify(train))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(set() + "/" + train.file() + ": " + message);
    }

    /** Another file under the name of a shard, and a manifest that knows its bytes. */
    private void putInPlaceOf(Shard shard, byte[] content) throws IOException {
        tiny(100);
        Files.write(set().resolve(shard.file()), content);
        replace("\"bytes\" : " + shard.bytes(), "\"bytes\" : " + content.length);
        replace(shard.sha256(), Sha256.of(content));
    }

    private void replace(String part, String other) throws IOException {
        Path manifest = set().resolve("manifest.json");
        String json = Files.readString(manifest);
        assertThat(json).contains(part);
        Files.writeString(manifest, json.replace(part, other));
    }
}
