package org.sparselaw.training.device.nd4j;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.custom.BitCast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The entries of greatest magnitude, as many as wanted exactly; among equals the earlier ones.
 *
 * <p>Entries are compared by whole-number keys. The least key that is kept is found by bisection: a trial counts the keys from
 * some value on, 31 trials are enough, and counting is all that the processor has to do.
 */
final class Ranking {
    /** Above the bits of any float that is not negative. */
    private static final long ABOVE_ALL = 1L << 31;

    private Ranking() {}

    /** Keys in the order of |x|, NaN greatest: the bits of a float that is not negative, read as a whole number. */
    static INDArray magnitudes(INDArray x) {
        INDArray bits = Nd4j.createUninitialized(DataType.INT, x.shape());
        return Nd4j.exec(new BitCast(Transforms.abs(x, true), DataType.INT, bits))[0];
    }

    /** The keys of candidates, which are 1, and -1, which is never kept, for what is 0. */
    static INDArray among(INDArray candidates, INDArray keys) {
        return Select.where(
                candidates.castTo(DataType.BOOL), keys, Nd4j.onesLike(keys).negi());
    }

    /**
     * Which entries are among the {@code keep} of greatest key in all tensors together.
     *
     * @param keys of type INT
     * @param keep at most the number of keys that are not -1
     * @return an array of 1 and 0 a tensor, of type INT
     */
    static List<INDArray> greatest(List<INDArray> keys, long keep) {
        long least = least(keys, keep);
        long above = keys.stream().mapToLong(k -> Counts.of(k.gt(least))).sum();
        // What is left for keys equal to the least: to be given out from the front.
        long[] left = {keep - above};
        return keys.stream()
                .map(k -> {
                    INDArray equal = k.eq(least).castTo(DataType.LONG);
                    INDArray place = equal.cumsum(0);
                    INDArray chosen = place.lte(left[0]).castTo(DataType.LONG).muli(equal);
                    left[0] -= Counts.of(chosen);
                    return k.gt(least).castTo(DataType.LONG).addi(chosen).castTo(DataType.INT);
                })
                .toList();
    }

    /** The greatest key from which on there are at least as many keys as wanted. */
    private static long least(List<INDArray> keys, long keep) {
        long low = 0;
        long high = ABOVE_ALL;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            long count = keys.stream().mapToLong(k -> Counts.of(k.gte(middle))).sum();
            if (count >= keep) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
