package org.sparselaw.analysis.intervals;

import java.io.Serializable;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Many fits of one law to variants of one run table. Fit i is a function of this object and i alone, so that the fits can be
 * computed in any batches, on any number of cores or machines, to the same bits.
 */
public interface Refits extends Serializable {
    int count();

    /**
     * Builds what the fits of a batch share.
     *
     * @return from the index of a fit, in [0, count), to its coefficients in natural units; for one thread
     */
    IntFunction<double[]> open();

    /** All fits in order, on this thread. */
    default List<double[]> coefficients() {
        return IntStream.range(0, count()).mapToObj(open()).toList();
    }
}
