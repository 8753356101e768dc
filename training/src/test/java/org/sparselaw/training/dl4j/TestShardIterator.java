package org.sparselaw.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.training.data.NextToken;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.data.TokenBatches;

class TestShardIterator {
    private static final int VOCABULARY = TinyShardSet.PIECES + TinyShardSet.EXTRA_IDS;

    @TempDir
    Path folder;

    private ShardSet set;

    @BeforeEach
    void write() {
        set = TinyShardSet.write(folder + "/set", 5, 5, 7, 4);
    }

    @Test
    void labelsAreTheTokensAfterThoseOfTheFeatures() {
        ShardIterator shards = ShardIterator.training(set, 3, 9, WindowFormat.IDS, WindowFormat.IDS);
        int[] windows = new TokenBatches(set, new NextToken(5), 3, 9).next().labels();
        MultiDataSet data = shards.next();
        assertThat(data.getFeatures(0).shape()).containsExactly(3, 4);
        assertThat(data.getLabels(0).shape()).containsExactly(3, 1, 4);
        for (int row = 0; row < 3; row++) {
            for (int position = 0; position < 4; position++) {
                assertThat(data.getFeatures(0).getInt(row, position)).isEqualTo(windows[row * 5 + position]);
                assertThat(data.getLabels(0).getInt(row, 0, position)).isEqualTo(windows[row * 5 + position + 1]);
            }
        }
    }

    @Test
    void oneHotIsTheSameInAnotherForm() {
        INDArray ids = ShardIterator.training(set, 3, 9, WindowFormat.IDS, WindowFormat.IDS)
                .next()
                .getLabels(0);
        MultiDataSet data = ShardIterator.training(set, 3, 9, WindowFormat.ONE_HOT, WindowFormat.ONE_HOT)
                .next();
        assertThat(data.getFeatures(0).shape()).containsExactly(3, VOCABULARY, 4);
        INDArray labels = data.getLabels(0);
        assertThat(labels.sumNumber().doubleValue()).isEqualTo(12);
        for (int row = 0; row < 3; row++) {
            for (int position = 0; position < 4; position++) {
                assertThat(labels.getInt(row, ids.getInt(row, 0, position), position))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void anEpochIsAsManyWholeBatchesAsThereAreAndTheNextHasAnotherOrder() {
        ShardIterator shards = ShardIterator.training(set, 3, 9, WindowFormat.IDS, WindowFormat.IDS);
        List<String> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            int batches = 0;
            StringBuilder content = new StringBuilder();
            while (shards.hasNext()) {
                content.append(shards.next().getFeatures(0));
                batches++;
            }
            assertThat(batches).isEqualTo(3);
            assertThatThrownBy(shards::next).isInstanceOf(NoSuchElementException.class);
            shards.reset();
            epochs.add(content.toString());
        }
        assertThat(epochs.get(0)).isNotEqualTo(epochs.get(1));
    }

    @Test
    void validationWindowsAreTheFirstAndTheLastBatchMayBeSmaller() {
        ShardIterator shards = ShardIterator.validation(set, 100, 2, WindowFormat.IDS, WindowFormat.IDS);
        List<Long> sizes = new ArrayList<>();
        String first = null;
        while (shards.hasNext()) {
            INDArray features = shards.next().getFeatures(0);
            first = first == null ? features.toString() : first;
            sizes.add(features.size(0));
        }
        assertThat(sizes).containsExactly(2L, 2L, 1L);
        shards.reset();
        assertThat(shards.next().getFeatures(0)).hasToString(first);
    }

    @Test
    void tooFewWindowsForABatchAreBadData() {
        assertThatThrownBy(() -> ShardIterator.training(set, 12, 9, WindowFormat.IDS, WindowFormat.IDS))
                .isInstanceOf(DataException.class)
                .hasMessage(set + ": holds 11 training windows, fewer than a batch of 12");
    }
}
