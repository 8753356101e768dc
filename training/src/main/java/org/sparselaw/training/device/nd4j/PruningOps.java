package org.sparselaw.training.device.nd4j;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.PruningKernels;

/** Masks: every pattern is a {@link Ranking} among entries that the pattern allows. */
final class PruningOps implements PruningKernels {
    private final Scratch scratch;

    PruningOps(Scratch scratch) {
        this.scratch = scratch;
    }

    @Override
    public void globalMagnitudeMask(List<Buffer> w, long keep, List<Mask> masks) {
        scratch.in(() -> {
            List<INDArray> kept =
                    Ranking.greatest(w.stream().map(PruningOps::keys).toList(), keep);
            for (int i = 0; i < kept.size(); i++) {
                write(kept.get(i), masks.get(i));
            }
        });
    }

    @Override
    public void nOfMMask(Buffer w, int columns, int n, int m, GroupAxis axis, int keep, Mask mask) {
        scratch.in(() -> {
            INDArray keys = keys(w);
            long neighbours = axis == GroupAxis.INPUT ? 1 : columns;
            INDArray groups = keys.reshape(keys.length() / m / neighbours, m, neighbours);
            INDArray inside = rank(groups).lt(n).castTo(DataType.INT).reshape(keys.length());
            long extra = keep - Counts.of(inside);
            // Entries inside the n:m mask go before all others.
            INDArray kept =
                    extra > 0 ? inside.add(greatest(inside.rsub(1), keys, extra)) : greatest(inside, keys, keep);
            write(kept, mask);
        });
    }

    /**
     * How many members of its group go before each entry: those of greater key, and those of equal key and lower index.
     *
     * @param groups groups x m x neighbours, a group being what lies along the second dimension
     */
    private static INDArray rank(INDArray groups) {
        long m = groups.size(1);
        INDArray rank = Nd4j.zeros(DataType.INT, groups.shape());
        for (long i = 0; i < m; i++) {
            for (long j = i + 1; j < m; j++) {
                INDArray later = member(groups, j).gt(member(groups, i)).castTo(DataType.INT);
                member(rank, i).addi(later);
                member(rank, j).addi(later.rsub(1));
            }
        }
        return rank;
    }

    private static INDArray member(INDArray groups, long i) {
        return groups.tensorAlongDimension(i, 0, 2);
    }

    @Override
    public void blockMask(Buffer w, int columns, int blockRows, int blockColumns, int keepBlocks, Mask mask) {
        scratch.in(() -> {
            INDArray weights = Nd4jBuffer.of(w);
            long down = weights.length() / columns / blockRows;
            long across = columns / blockColumns;
            long[] shape = {down, blockRows, across, blockColumns};
            INDArray magnitudes = Transforms.abs(weights, true).castTo(DataType.DOUBLE);
            INDArray sums = magnitudes.reshape(shape).sum(1, 3).castTo(DataType.FLOAT);
            INDArray keys = Ranking.magnitudes(sums.reshape(down * across));
            INDArray blocks = Ranking.greatest(List.of(keys), keepBlocks).get(0);
            INDArray kept = blocks.reshape(down, 1, across, 1).add(Nd4j.zeros(DataType.INT, shape));
            write(kept.reshape(weights.length()), mask);
        });
    }

    @Override
    public void dropAndGrow(Buffer w, Buffer score, int count, Mask mask) {
        scratch.in(() -> {
            INDArray before = Nd4jMask.of(mask).castTo(DataType.INT);
            INDArray staying = greatest(before, keys(w), Counts.of(before) - count);
            INDArray grown = greatest(before.rsub(1), keys(score), count);
            write(staying.add(grown), mask);
        });
    }

    @Override
    public void scalePruned(Buffer w, Mask mask, float factor) {
        scratch.in(() -> {
            INDArray weights = Nd4jBuffer.of(w);
            weights.assign(Select.where(Nd4jMask.of(mask), weights, weights.mul(factor)));
        });
    }

    private static INDArray keys(Buffer w) {
        return Ranking.magnitudes(Nd4jBuffer.of(w));
    }

    private static INDArray greatest(INDArray candidates, INDArray keys, long keep) {
        return keep == 0
                ? Nd4j.zerosLike(keys)
                : Ranking.greatest(List.of(Ranking.among(candidates, keys)), keep)
                        .get(0);
    }

    private static void write(INDArray kept, Mask mask) {
        Nd4jMask.of(mask).assign(kept.castTo(DataType.BOOL));
    }
}
