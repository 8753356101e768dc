package org.sparselaw.pipeline.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.MortalFileSystem.Killed;

class TestShardSetDraft {
    @TempDir
    Path folder;

    @Test
    void whatIsNotFinishedLeavesNothing() throws IOException {
        try (ShardSetDraft draft = new ShardSetDraft(folder.resolve("set").toString())) {
            draft.folder().child("train").write("half");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsFinishedReplacesTheSetAsAWhole() throws IOException {
        TinySet.write(folder.resolve("set").toString(), 100);
        Files.writeString(folder.resolve("set/stray"), "of an earlier set");
        TinySet.write(folder.resolve("set").toString(), 200);
        assertThat(folder.resolve("set")).isDirectoryNotContaining("glob:**stray");
        assertThat(names(folder)).containsExactly("set");
    }

    @Test
    void aRootIsNoPlace() {
        assertThatThrownBy(() -> new ShardSetDraft("/"))
                .isInstanceOf(DataException.class)
                .hasMessage("/: the root of a file system; name a folder in it for the output");
    }

    @ParameterizedTest(name = "folders that move file by file: {0}")
    @ValueSource(booleans = {false, true})
    void killedAfterAnyStepItLeavesAWholeSetOrNoneAndIsDoneAgain(boolean fileByFile) throws IOException {
        boolean killed = true;
        int oldOnes = 0;
        int newOnes = 0;
        int none = 0;
        for (int steps = 0; killed; steps++) {
            Path place = Files.createDirectory(folder.resolve("after-" + steps));
            Path set = place.resolve("set");
            TinySet.write(set.toString(), 100);

            killed = isKilled(steps, fileByFile, set);
            if (Files.exists(set.resolve(Manifest.FILE))) {
                int pieces = piecesOfAWholeSet(set);
                oldOnes += pieces == 100 ? 1 : 0;
                newOnes += pieces == 200 ? 1 : 0;
            } else {
                none++;
            }
            // The next attempt may die as well.
            isKilled(3, fileByFile, set);
            assertThat(isKilled(1000, fileByFile, set)).isFalse();

            assertThat(piecesOfAWholeSet(set)).isEqualTo(200);
            assertThat(names(set))
                    .containsExactly(
                            "manifest.json",
                            "tokenizer.model",
                            "train-00000-of-00001.parquet",
                            "validation-00000-of-00001.parquet");
            assertThat(names(place)).containsExactly("set");
        }
        assertThat(oldOnes).isGreaterThan(5);
        assertThat(none).isBetween(5, 20);
        assertThat(newOnes).isPositive();
    }

    /** Whether a process that has so many steps to live dies while it replaces the set. */
    private static boolean isKilled(int steps, boolean fileByFile, Path set) {
        MortalFileSystem.lives(steps, fileByFile);
        try {
            TinySet.write("mortal:" + set, 200);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private static int piecesOfAWholeSet(Path folder) {
        ShardSet set = ShardSet.open(folder.toString());
        set.manifest().shards().forEach(set::read);
        return set.manifest().tokenizer().pieces();
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
