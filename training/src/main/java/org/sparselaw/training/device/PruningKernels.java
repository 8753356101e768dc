package org.sparselaw.training.device;

import java.util.List;

/**
 * Masks beyond {@link Device#magnitudeMask}. All of them keep exact counts, and among equals the lower flat index. Magnitudes are
 * compared as numbers, NaN greatest. Matrices are row-major, linear weights [out, in]; their last dimension is called columns.
 */
public interface PruningKernels {
    /**
     * Keeps the {@code keep} entries of greatest magnitude in all tensors together; among equals the one in the earlier tensor,
     * then with the lower index.
     *
     * @param keep between 1 and the sum of the sizes
     * @param masks a mask a tensor
     */
    void globalMagnitudeMask(List<Buffer> w, long keep, List<Mask> masks);

    /**
     * Ranks the n greatest of every group of m before all other entries, by magnitude within both halves, and keeps the first
     * {@code keep} of this order. With {@code keep} = size n / m that is the n:m mask itself; with more, entries outside it are
     * kept as well, the greatest first; with fewer, every group keeps at most n.
     *
     * @param columns a multiple of m for groups along the input; rows are one for groups along the output
     */
    void nOfMMask(Buffer w, int columns, int n, int m, GroupAxis axis, int keep, Mask mask);

    /**
     * Keeps whole blocks: the {@code keepBlocks} of greatest sum of magnitudes, summed row by row in double precision and
     * rounded to f32. Blocks are counted row by row.
     *
     * @param columns a multiple of {@code blockColumns}; rows are one of {@code blockRows}
     */
    void blockMask(Buffer w, int columns, int blockRows, int blockColumns, int keepBlocks, Mask mask);

    /**
     * Of the kept entries the {@code count} of least |w| are dropped (among equals those of higher index); of the entries not
     * kept before, the {@code count} of greatest |score| are grown. The number of kept entries stays.
     *
     * @param count at most the number of kept entries, and of those not kept
     * @param mask read and written
     */
    void dropAndGrow(Buffer w, Buffer score, int count, Mask mask);

    /** w_i *= factor where not kept. */
    void scalePruned(Buffer w, Mask mask, float factor);
}
