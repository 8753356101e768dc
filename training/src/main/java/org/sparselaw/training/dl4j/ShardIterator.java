package org.sparselaw.training.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.training.data.NextToken;
import org.sparselaw.training.data.TokenBatches;
import org.sparselaw.training.data.ValidationBatches;
import org.sparselaw.training.model.TokenBatch;

/**
 * The windows of a text shard set for DL4J: a window of W tokens gives W - 1 inputs, and for each of them the next token as its
 * label. One array of features and one of labels.
 *
 * <p>Training windows come in the order of this project's own runs, a function of (set, seed): after {@link #reset} the next
 * epoch goes on with another order. Validation windows are always the first of their split, in order.
 */
public final class ShardIterator implements MultiDataSetIterator {
    private static final long serialVersionUID = 1L;

    private final transient LongFunction<int[][]> windows;
    private final long batches;
    private final int vocabulary;
    private final WindowFormat features;
    private final WindowFormat labels;
    private long taken;
    private MultiDataSetPreProcessor preProcessor;

    private ShardIterator(
            LongFunction<int[][]> windows, long batches, int vocabulary, WindowFormat features, WindowFormat labels) {
        this.windows = windows;
        this.batches = batches;
        this.vocabulary = vocabulary;
        this.features = features;
        this.labels = labels;
    }

    /**
     * Training windows. An epoch is as many whole batches as the split has; windows that are left over begin the next.
     *
     * @throws DataException when the split does not fill one batch, or windows hold a single token
     */
    public static ShardIterator training(
            ShardSet set, int batch, long seed, WindowFormat features, WindowFormat labels) {
        int window = window(set);
        long batches = set.manifest().size(Split.TRAIN).windows() / batch;
        if (batches == 0) {
            throw new DataException("%s: holds %d training windows, fewer than a batch of %d"
                    .formatted(set, set.manifest().size(Split.TRAIN).windows(), batch));
        }
        TokenBatches endless = new TokenBatches(set, new NextToken(window), batch, seed);
        return new ShardIterator(
                i -> rows(endless.next(), window, batch),
                batches,
                set.manifest().vocabulary(),
                features,
                labels);
    }

    /**
     * Validation windows; the last batch may be smaller.
     *
     * @param most windows at most
     * @throws DataException when the split has none, or windows hold a single token
     */
    public static ShardIterator validation(
            ShardSet set, int most, int batch, WindowFormat features, WindowFormat labels) {
        int window = window(set);
        int count = (int) Math.min(most, set.manifest().size(Split.VALIDATION).windows());
        if (count == 0) {
            throw new DataException(set + ": holds no validation window (must be at least 1)");
        }
        List<TokenBatch> read = ValidationBatches.ofText(set, new NextToken(window), count, batch);
        return new ShardIterator(
                i -> rows(read.get((int) i), window, (int) Math.min(batch, count - i * batch)),
                read.size(),
                set.manifest().vocabulary(),
                features,
                labels);
    }

    private static int window(ShardSet set) {
        if (set.manifest().window() < 2) {
            throw new DataException(set + ": windows of 1 token have no next one (must be at least 2)");
        }
        return set.manifest().window();
    }

    private static int[][] rows(TokenBatch batch, int window, int count) {
        int[][] rows = new int[count][];
        for (int row = 0; row < count; row++) {
            rows[row] = Arrays.copyOfRange(batch.labels(), row * window, (row + 1) * window);
        }
        return rows;
    }

    @Override
    public boolean hasNext() {
        return taken < batches;
    }

    @Override
    public MultiDataSet next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The epoch of " + batches + " batches is over; call reset()");
        }
        int[][] rows = windows.apply(taken++);
        int length = rows[0].length - 1;
        int[][] read = Arrays.stream(rows).map(r -> Arrays.copyOf(r, length)).toArray(int[][]::new);
        int[][] said = Arrays.stream(rows)
                .map(r -> Arrays.copyOfRange(r, 1, length + 1))
                .toArray(int[][]::new);
        MultiDataSet data = new org.nd4j.linalg.dataset.MultiDataSet(
                features.features(read, vocabulary), labels.labels(said, vocabulary));
        if (preProcessor != null) {
            preProcessor.preProcess(data);
        }
        return data;
    }

    /** @throws UnsupportedOperationException always: batches are of the size that was asked for first */
    @Override
    public MultiDataSet next(int num) {
        throw new UnsupportedOperationException("batches of another size than at first");
    }

    @Override
    public void reset() {
        taken = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public void setPreProcessor(MultiDataSetPreProcessor processor) {
        preProcessor = processor;
    }

    @Override
    public MultiDataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }
}
