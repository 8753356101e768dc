package org.sparselaw.pipeline.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    void aMissingShardIsNamed() throws IOException {
        tiny(100);
        Files.delete(set().resolve("validation-00000-of-00001.parquet"));
        assertThatThrownBy(() -> ShardSet.open(set().toString()))
                .isInstanceOf(DataException.class)
                .hasMessage(set() + ": validation-00000-of-00001.parquet is missing, which the manifest lists;"
                        + " prepare the set again");
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

    @Test
    void aManifestWhoseCountsDoNotAddUpIsRefused() throws IOException {
        tiny(100);
        Path file = set().resolve("manifest.json");
        Files.writeString(file, Files.readString(file).replace("\"documentsRead\" : 5", "\"documentsRead\" : 6"));
        assertThatThrownBy(() -> ShardSet.open(set().toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("6 documents read, but 3 kept + 2 dropped");
    }
}
