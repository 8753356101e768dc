package org.sparselaw.training.device;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Masks by sorting; stable sorts leave equals in the order of their index. */
final class NaivePruning implements PruningKernels {
    /** An entry of a tensor. */
    private record Place(int tensor, int index) {}

    @Override
    public void globalMagnitudeMask(List<Buffer> w, long keep, List<Mask> masks) {
        masks.forEach(mask -> Arrays.fill(NaiveMask.of(mask), false));
        IntStream.range(0, w.size())
                .boxed()
                .flatMap(t -> IntStream.range(0, w.get(t).size()).mapToObj(i -> new Place(t, i)))
                .sorted(Comparator.comparingDouble(p -> -magnitude(w.get(p.tensor), p.index)))
                .limit(keep)
                .forEach(p -> NaiveMask.of(masks.get(p.tensor))[p.index] = true);
    }

    private static double magnitude(Buffer w, int index) {
        return Math.abs(NaiveBuffer.of(w)[index]);
    }

    private static Stream<Integer> byMagnitude(Buffer w, IntPredicate among) {
        return IntStream.range(0, w.size())
                .filter(among)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -magnitude(w, i)));
    }

    @Override
    public void nOfMMask(Buffer w, int columns, int n, int m, GroupAxis axis, int keep, Mask mask) {
        boolean[] inside = new boolean[w.size()];
        for (int i = 0; i < inside.length; i++) {
            int rank = 0;
            for (int j = 0; j < inside.length; j++) {
                boolean before = magnitude(w, j) > magnitude(w, i) || (magnitude(w, j) == magnitude(w, i) && j < i);
                rank += before && group(i, columns, m, axis) == group(j, columns, m, axis) ? 1 : 0;
            }
            inside[i] = rank < n;
        }
        boolean[] flags = NaiveMask.of(mask);
        Arrays.fill(flags, false);
        Stream.concat(byMagnitude(w, i -> inside[i]), byMagnitude(w, i -> !inside[i]))
                .limit(keep)
                .forEach(i -> flags[i] = true);
    }

    private static int group(int index, int columns, int m, GroupAxis axis) {
        int row = index / columns;
        int column = index % columns;
        return axis == GroupAxis.INPUT ? row * columns + column / m : row / m * columns + column;
    }

    @Override
    public void blockMask(Buffer w, int columns, int blockRows, int blockColumns, int keepBlocks, Mask mask) {
        int across = columns / blockColumns;
        int blocks = w.size() / blockRows / blockColumns;
        double[] sums = new double[blocks];
        for (int i = 0; i < w.size(); i++) {
            sums[i / columns / blockRows * across + i % columns / blockColumns] += magnitude(w, i);
        }
        boolean[] kept = new boolean[blocks];
        IntStream.range(0, blocks)
                .boxed()
                .sorted(Comparator.comparingDouble(b -> -(float) sums[b]))
                .limit(keepBlocks)
                .forEach(b -> kept[b] = true);
        for (int i = 0; i < w.size(); i++) {
            NaiveMask.of(mask)[i] = kept[i / columns / blockRows * across + i % columns / blockColumns];
        }
    }

    @Override
    public void dropAndGrow(Buffer w, Buffer score, int count, Mask mask) {
        boolean[] flags = NaiveMask.of(mask);
        boolean[] before = flags.clone();
        Arrays.fill(flags, false);
        byMagnitude(w, i -> before[i]).limit(kept(before) - count).forEach(i -> flags[i] = true);
        byMagnitude(score, i -> !before[i]).limit(count).forEach(i -> flags[i] = true);
    }

    private static int kept(boolean[] flags) {
        return new NaiveMask(flags).kept();
    }

    @Override
    public void scalePruned(Buffer w, Mask mask, float factor) {
        for (int i = 0; i < w.size(); i++) {
            NaiveBuffer.of(w)[i] *= NaiveMask.of(mask)[i] ? 1 : factor;
        }
    }
}
