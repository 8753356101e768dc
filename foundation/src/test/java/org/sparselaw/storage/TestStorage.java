package org.sparselaw.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.DataException;

class TestStorage {
    @TempDir
    Path folder;

    @Test
    void writingReplacesTheFileAndLeavesNothingElse() {
        Storage file = Storage.of(folder + "/a/b.txt");
        file.write("first");
        file.write("second");
        assertThat(file.readText()).isEqualTo("second");
        assertThat(folder.resolve("a")).isDirectoryContaining("glob:**/b.txt");
        assertThat(folder.resolve("a").toFile().list()).hasSize(1);
    }

    @Test
    void aFinishedFolderTakesThePlaceOfAnOldOne() {
        Storage place = Storage.of(folder + "/set");
        place.child("old.txt").write("old");
        Storage finished = Storage.of(folder + "/set.new");
        finished.child("new.txt").write("new");
        place.replaceWith(finished);
        assertThat(place.children()).extracting(Storage::name).containsExactly("new.txt");
        assertThat(finished.exists()).isFalse();
    }

    @Test
    void aMissingFileIsNamed() {
        String missing = folder + "/none.json";
        assertThatThrownBy(() -> Storage.of(missing).readText())
                .isInstanceOf(DataException.class)
                .hasMessage(missing + ": no such file");
    }

    @Test
    void digestsAreThoseOfTheStandard() {
        // FIPS 180-4 example
        assertThat(Sha256.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
