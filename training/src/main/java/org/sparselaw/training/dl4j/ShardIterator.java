package org.sparselaw.training.dl4j;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.training.data.Augmentation;
import org.sparselaw.training.data.ImageBatches;
import org.sparselaw.training.data.NextToken;
import org.sparselaw.training.data.PictureSet;
import org.sparselaw.training.data.TextSet;
import org.sparselaw.training.data.TokenBatches;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.data.ValidationBatches;
import org.sparselaw.training.model.ImageBatch;
import org.sparselaw.training.model.TokenBatch;

/**
 * The examples of a shard set for DL4J, one array of features and one of labels.
 *
 * <p>A window of W tokens gives W - 1 inputs, and for each of them the next token as its label. An image gives an array
 * [batch, 3, height, width], normalised by the mean and variance of the set's training images, and its classes as 1 in a row of
 * zeros.
 *
 * <p>Training examples come in the order of this project's own runs, a function of (set, seed): after {@link #reset} the next
 * epoch goes on with another order. Validation examples are always the first of their split, in order.
 */
public final class ShardIterator implements MultiDataSetIterator {
    private static final long serialVersionUID = 1L;

    private final transient LongFunction<MultiDataSet> data;
    private final transient LongConsumer skipping;
    private final long batches;
    private long taken;
    private MultiDataSetPreProcessor preProcessor;

    private ShardIterator(LongFunction<MultiDataSet> data, LongConsumer skipping, long batches) {
        this.data = data;
        this.skipping = skipping;
        this.batches = batches;
    }

    /**
     * Training windows. An epoch is as many whole batches as the split has; windows that are left over begin the next.
     *
     * @throws DataException when the split does not fill one batch, or windows hold a single token
     */
    public static ShardIterator training(
            ShardSet set, int batch, long seed, WindowFormat features, WindowFormat labels) {
        int window = window(set);
        TokenBatches endless = new TokenBatches(set, new NextToken(window), batch, seed);
        WindowArrays arrays = new WindowArrays(window, set.manifest().vocabulary(), features, labels);
        return new ShardIterator(
                i -> arrays.of(endless.next(), batch), endless::skip, batches(new TextSet(set), batch));
    }

    /**
     * Training images, varied at random. An epoch is as many whole batches as the split has; images that are left over begin the
     * next.
     *
     * @throws DataException when the split does not fill one batch
     */
    public static ShardIterator training(ImageSet set, int batch, long seed, Augmentation augmentation) {
        ImageBatches endless = new ImageBatches(set, augmentation, batch, seed);
        ImageArrays arrays = new ImageArrays(set.manifest());
        return new ShardIterator(i -> arrays.of(endless.next()), endless::skip, batches(new PictureSet(set), batch));
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
        int count = count(new TextSet(set), most);
        List<TokenBatch> read = ValidationBatches.ofText(set, new NextToken(window), count, batch);
        WindowArrays arrays = new WindowArrays(window, set.manifest().vocabulary(), features, labels);
        return new ShardIterator(
                i -> arrays.of(read.get((int) i), (int) Math.min(batch, count - i * batch)),
                skipped -> {},
                read.size());
    }

    /**
     * Validation images as they are; the last batch may be smaller.
     *
     * @param most images at most
     * @throws DataException when the split has none
     */
    public static ShardIterator validation(ImageSet set, int most, int batch) {
        List<ImageBatch> read = ValidationBatches.ofImages(set, count(new PictureSet(set), most), batch);
        ImageArrays arrays = new ImageArrays(set.manifest());
        return new ShardIterator(i -> arrays.of(read.get((int) i)), skipped -> {}, read.size());
    }

    private static long batches(TrainingSet set, int batch) {
        long examples = set.examples(Split.TRAIN);
        if (examples < batch) {
            throw new DataException("%s: holds %d training %ss, fewer than a batch of %d"
                    .formatted(set, examples, set.exampleName(), batch));
        }
        return examples / batch;
    }

    private static int count(TrainingSet set, int most) {
        int count = (int) Math.min(most, set.examples(Split.VALIDATION));
        if (count == 0) {
            throw new DataException(
                    "%s: holds no validation %s (must be at least 1)".formatted(set, set.exampleName()));
        }
        return count;
    }

    private static int window(ShardSet set) {
        if (set.manifest().window() < 2) {
            throw new DataException(set + ": windows of 1 token have no next one (must be at least 2)");
        }
        return set.manifest().window();
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
        MultiDataSet next = data.apply(taken++);
        if (preProcessor != null) {
            preProcessor.preProcess(next);
        }
        return next;
    }

    /**
     * Goes to where so many calls of {@link #next} lead, with {@link #reset} after each epoch; to be called before them.
     *
     * @return how many epochs were over before the last of these batches
     */
    long skip(long count) {
        skipping.accept(count);
        long epochs = Math.max(0, count - 1) / batches;
        taken = count - epochs * batches;
        return epochs;
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
