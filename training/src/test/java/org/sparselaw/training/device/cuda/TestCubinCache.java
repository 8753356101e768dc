package org.sparselaw.training.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCubinCache {
    private static final byte[] CODE = {1, 2, 3};

    @TempDir
    Path folder;

    private final List<String> compiled = new ArrayList<>();

    @Test
    void codeIsCompiledOnce() throws Exception {
        assertThat(get("a")).containsExactly(CODE);
        assertThat(get("a")).containsExactly(CODE);
        get("b");
        assertThat(compiled).containsExactly("a", "b");
        assertThat(names()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void damagedCodeIsCompiledAgain() throws Exception {
        get("a");
        Path file = folder.resolve("cubin/a");
        byte[] bytes = Files.readAllBytes(file);
        bytes[1] ^= 4;
        Files.write(file, bytes);
        assertThat(get("a")).containsExactly(CODE);
        Files.write(file, new byte[] {1});
        assertThat(get("a")).containsExactly(CODE);
        assertThat(get("a")).containsExactly(CODE);
        assertThat(compiled).containsExactly("a", "a", "a");
    }

    @Test
    void aFolderThatCannotBeWrittenCostsTimeOnly() throws Exception {
        Files.writeString(folder.resolve("cubin"), "a file in its place");
        assertThat(get("a")).containsExactly(CODE);
        assertThat(get("a")).containsExactly(CODE);
        assertThat(compiled).containsExactly("a", "a");
    }

    private byte[] get(String name) {
        return new CubinCache(folder.resolve("cubin")).get(name, () -> {
            compiled.add(name);
            return CODE;
        });
    }

    private List<String> names() throws Exception {
        try (var files = Files.list(folder.resolve("cubin"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
