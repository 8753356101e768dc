package org.sparselaw.pipeline.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.storage.Storage;

class TestWindowCutter {
    private static final int END = 1;

    @TempDir
    Path folder;

    private WindowCutter cutter;

    private int[][] windows(int window, int[]... documents) throws IOException {
        Storage file = Storage.of(folder.resolve("shard.parquet").toString());
        ShardWriter writer = new ShardWriter(file, window, 100);
        cutter = new WindowCutter(writer, window, END);
        try (writer) {
            for (int[] document : documents) {
                cutter.add(document);
            }
        }
        TokenWindows read = new ShardReader(file, writer.shard(Split.TRAIN, "shard.parquet"), window, 100).read();
        return IntStream.range(0, read.count()).mapToObj(read::window).toArray(int[][]::new);
    }

    @Test
    void documentsAreConcatenatedAndCut() throws IOException {
        assertThat(windows(4, new int[] {11, 12}, new int[] {21, 22, 23}, new int[] {31, 32, 33, 34, 35, 36}))
                .isDeepEqualTo(new int[][] {{11, 12, END, 21}, {22, 23, END, 31}, {32, 33, 34, 35}});
        assertThat(cutter.documents()).isEqualTo(3);
        assertThat(cutter.tokens()).isEqualTo(14);
        assertThat(cutter.tailTokens()).isEqualTo(2); // 36 and the end
    }

    @Test
    void aDocumentThatFillsAWindowLeavesItsEndToTheNext() throws IOException {
        assertThat(windows(2, new int[] {11, 12}, new int[] {21})).isDeepEqualTo(new int[][] {{11, 12}, {END, 21}});
        assertThat(cutter.tailTokens()).isEqualTo(1);
    }

    @Test
    void aDocumentWithoutTokensIsItsEnd() throws IOException {
        assertThat(windows(2, new int[] {}, new int[] {})).isDeepEqualTo(new int[][] {{END, END}});
        assertThat(cutter.tailTokens()).isZero();
    }

    @Test
    void aShardMayBeEmpty() throws IOException {
        assertThat(windows(4, new int[] {11, 12})).isEmpty();
    }
}
