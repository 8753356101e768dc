package org.sparselaw.training.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.storage.Storage;

class TestStage {
    @TempDir
    Path temporary;

    private Storage folder;
    private Storage result;

    @BeforeEach
    void makeFolder() {
        folder = Storage.of(temporary + "/study");
        result = folder.child("law.json");
    }

    @Test
    void runsOnceForTheSameInputs() {
        assertThat(stage("a").run(() -> result.write("1"))).isTrue();
        assertThat(stage("a").run(() -> result.write("2"))).isFalse();
        assertThat(result.readText()).isEqualTo("1");
    }

    @Test
    void runsAgainWhenAnInputChanged() {
        stage("a").run(() -> result.write("1"));
        assertThat(stage("b").run(() -> result.write("2"))).isTrue();
        assertThat(result.readText()).isEqualTo("2");
    }

    @Test
    void runsAgainWhenTheResultIsGone() {
        stage("a").run(() -> result.write("1"));
        result.delete();
        assertThat(stage("a").run(() -> result.write("2"))).isTrue();
    }

    @Test
    void aStageThatFailedIsNotDone() {
        stage("a").run(() -> result.write("1"));
        assertThatThrownBy(() -> stage("b").run(() -> {
                    throw new IllegalStateException("half-way");
                }))
                .hasMessage("half-way");
        assertThat(stage("a").isDone()).isFalse();
        assertThat(stage("b").isDone()).isFalse();
    }

    private Stage stage(String input) {
        return new Stage("fit", folder, result, List.of(input));
    }
}
