package org.sparselaw.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.TokenBatch;

class TestBatches {
    private static final int WINDOW = 12;

    @TempDir
    Path folder;

    private ShardSet set;
    private SpanCorruption corruption;

    @BeforeEach
    void write() {
        set = TinyShardSet.write(folder + "/set", WINDOW, 5, 7, 10, 3);
        corruption = new SpanCorruption(WINDOW, set.manifest().vocabulary(), 1);
    }

    @Test
    void anEpochHoldsEveryWindowOnce() {
        TokenBatches batches = new TokenBatches(set, corruption, 4, 9);
        List<List<Integer>> seen = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            seen.addAll(windows(batches.next()));
        }
        assertThat(batches.epoch()).isZero();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(trainingWindows());
    }

    @Test
    void theNextEpochHoldsThemInAnotherOrder() {
        TokenBatches batches = new TokenBatches(set, corruption, 20, 9);
        List<List<Integer>> first = windows(batches.next());
        List<List<Integer>> second = windows(batches.next());
        assertThat(batches.epoch()).isEqualTo(1);
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    @Test
    void theSequenceDependsOnTheSeedAndNotOnTheBatch() {
        int[] byOne = inputs(1, 9, 30);
        assertThat(inputs(6, 9, 30)).isEqualTo(byOne);
        assertThat(inputs(1, 10, 30)).isNotEqualTo(byOne);
    }

    @Test
    void madeAheadTheyAreTheSameAndSoAreFaults() {
        TokenBatches plain = new TokenBatches(set, corruption, 6, 9);
        BatchesAhead ahead = new BatchesAhead(new TokenBatches(set, corruption, 6, 9));
        plain.skip(2);
        ahead.skip(2);
        for (int i = 0; i < 9; i++) {
            assertThat(ahead.next()).usingRecursiveComparison().isEqualTo(plain.next());
            assertThat(ahead.epoch()).isEqualTo(plain.epoch());
        }
        assertThat(plain.epoch()).isPositive();

        BatchesAhead faulty = new BatchesAhead(new Faulty());
        assertThatThrownBy(faulty::next).isInstanceOf(DataException.class).hasMessage("a damaged shard");
    }

    private static final class Faulty implements TrainingBatches {
        @Override
        public Batch next() {
            throw new DataException("a damaged shard");
        }

        @Override
        public void skip(long batches) {}

        @Override
        public long epoch() {
            return 0;
        }
    }

    @Test
    void validationHoldsTheFirstWindowsAndPadsTheLastBatch() {
        List<TokenBatch> batches = ValidationBatches.ofText(set, corruption, 5, 3);
        assertThat(batches).hasSize(2);
        assertThat(windows(batches.get(0))).containsExactly(tokens(1_000), tokens(1_001), tokens(1_002));
        assertThat(windows(batches.get(1)).subList(0, 2)).containsExactly(tokens(1_003), tokens(1_004));
        TokenBatch last = batches.get(1);
        int rest = 2 * corruption.targetsLength();
        assertThat(Arrays.stream(last.labels()).skip(rest)).containsOnly(0).hasSize(corruption.targetsLength());
    }

    @Test
    void validationNoiseIsTheSameWhateverTheBatch() {
        int[] one = ValidationBatches.ofText(set, corruption, 4, 1).stream()
                .flatMapToInt(b -> Arrays.stream(b.labels()))
                .toArray();
        assertThat(ValidationBatches.ofText(set, corruption, 4, 4).get(0).labels())
                .isEqualTo(one);
    }

    private int[] inputs(int batch, long seed, int windows) {
        TokenBatches batches = new TokenBatches(set, corruption, batch, seed);
        return IntStream.range(0, windows / batch)
                .flatMap(i -> Arrays.stream(batches.next().inputs()))
                .toArray();
    }

    /** The windows of a batch before corruption: 12 tokens have 2 of noise in one span, at their end. */
    private List<List<Integer>> windows(TokenBatch batch) {
        int in = corruption.inputsLength();
        int out = corruption.targetsLength();
        return IntStream.range(0, batch.inputs().length / in)
                .mapToObj(row -> IntStream.concat(
                                Arrays.stream(batch.inputs(), row * in, row * in + WINDOW - 2),
                                Arrays.stream(batch.labels(), row * out + 1, row * out + 3))
                        .boxed()
                        .toList())
                .toList();
    }

    private static List<List<Integer>> trainingWindows() {
        return IntStream.range(0, 20).mapToObj(TestBatches::tokens).toList();
    }

    private static List<Integer> tokens(int index) {
        return Arrays.stream(TinyShardSet.window(index, WINDOW)).boxed().toList();
    }
}
