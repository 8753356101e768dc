package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.RadixSelect.MAGNITUDE;

import java.nio.ByteBuffer;
import java.util.List;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.PruningKernels;
import org.sparselaw.training.device.cpu.RadixSelect.Keys;

/** Masks by radix select: each kernel writes keys in whose order it wants to keep, and selects among them. */
final class CpuPruning implements PruningKernels {
    /** Set in keys that come before all magnitudes. */
    private static final int FIRST = 0x80000000;

    private static final int ALL_BITS = -1;
    private static final int GROUP_GRAIN = 4096;
    private static final int FLAT_GRAIN = 1 << 14;

    private final Workers workers;
    private final Scratch keys;
    private final Scratch scores;
    private final RadixSelect select = new RadixSelect();
    private final RadixSelect grow = new RadixSelect();

    CpuPruning(Workers workers, OffHeap memory) {
        this.workers = workers;
        this.keys = new Scratch(memory);
        this.scores = new Scratch(memory);
    }

    @Override
    public void globalMagnitudeMask(List<Buffer> w, long keep, List<Mask> masks) {
        List<Keys> runs = w.stream().map(CpuBuffer::of).map(Keys::magnitudes).toList();
        select.select(runs, keep);
        for (int i = 0; i < runs.size(); i++) {
            select.write(runs.get(i), CpuMask.of(masks.get(i)));
        }
    }

    @Override
    public void nOfMMask(Buffer w, int columns, int n, int m, GroupAxis axis, int keep, Mask mask) {
        int size = w.size();
        ByteBuffer weights = CpuBuffer.of(w).bytes();
        ByteBuffer ranked = keys.atLeast(size).bytes();
        workers.split(size / m, GROUP_GRAIN, (from, to, worker) -> {
            int[] magnitudes = new int[m];
            int[] before = new int[m];
            for (int group = from; group < to; group++) {
                if (axis == GroupAxis.INPUT) {
                    rank(weights, group * m, 1, n, magnitudes, before, ranked);
                } else {
                    int first = group / columns * m * columns + group % columns;
                    rank(weights, first, columns, n, magnitudes, before, ranked);
                }
            }
        });
        keep(new Keys(ranked, size, ALL_BITS), keep, CpuMask.of(mask));
    }

    /**
     * Marks the n greatest of one group, which begins at {@code first}. Without branches, which would be guessed wrong half of
     * the time: magnitudes are not negative, so the sign of a difference tells which one is greater.
     */
    private static void rank(
            ByteBuffer w, int first, int stride, int n, int[] magnitudes, int[] before, ByteBuffer ranked) {
        int m = magnitudes.length;
        for (int i = 0; i < m; i++) {
            magnitudes[i] = w.getInt((first + i * stride) << 2) & MAGNITUDE;
            before[i] = 0;
        }
        for (int i = 0; i < m; i++) {
            for (int j = i + 1; j < m; j++) {
                int later = (magnitudes[i] - magnitudes[j]) >>> (Integer.SIZE - 1);
                before[i] += later;
                before[j] += 1 - later;
            }
        }
        for (int i = 0; i < m; i++) {
            ranked.putInt((first + i * stride) << 2, magnitudes[i] | ((before[i] - n) & FIRST));
        }
    }

    private void keep(Keys ranked, long count, CpuMask mask) {
        select.select(List.of(ranked), count);
        select.write(ranked, mask);
    }

    @Override
    public void blockMask(Buffer w, int columns, int blockRows, int blockColumns, int keepBlocks, Mask mask) {
        int across = columns / blockColumns;
        int blocks = w.size() / (blockRows * blockColumns);
        ByteBuffer weights = CpuBuffer.of(w).bytes();
        ByteBuffer sums = keys.atLeast(blocks).bytes();
        for (int block = 0; block < blocks; block++) {
            int first = block / across * blockRows * columns + block % across * blockColumns;
            VectorMath.put(sums, block, sum(weights, first, blockRows, blockColumns, columns));
        }
        Keys ranked = new Keys(sums, blocks, MAGNITUDE);
        select.select(List.of(ranked), keepBlocks);
        ByteBuffer keep = CpuMask.of(mask).keep().bytes();
        for (int block = 0; block < blocks; block++) {
            int first = block / across * blockRows * columns + block % across * blockColumns;
            put(select.keeps(ranked.at(block)) ? 1 : 0, keep, first, blockRows, blockColumns, columns);
        }
        CpuMask.of(mask).kept(keepBlocks * blockRows * blockColumns);
    }

    private static float sum(ByteBuffer w, int first, int rows, int columns, int stride) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                sum += Math.abs(VectorMath.at(w, first + i * stride + j));
            }
        }
        return (float) sum;
    }

    private static void put(float value, ByteBuffer to, int first, int rows, int columns, int stride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                VectorMath.put(to, first + i * stride + j, value);
            }
        }
    }

    @Override
    public void dropAndGrow(Buffer w, Buffer score, int count, Mask mask) {
        int size = w.size();
        CpuMask its = CpuMask.of(mask);
        ByteBuffer keep = its.keep().bytes();
        Keys kept = new Keys(keys.atLeast(size).bytes(), size, ALL_BITS);
        Keys grown = new Keys(scores.atLeast(size).bytes(), size, ALL_BITS);
        among(CpuBuffer.of(w).bytes(), keep, 1, kept);
        among(CpuBuffer.of(score).bytes(), keep, 0, grown);
        select.select(List.of(kept), its.kept() - count);
        grow.select(List.of(grown), count);
        for (int i = 0; i < size; i++) {
            // Both are asked for every key.
            boolean stays = select.keeps(kept.at(i));
            boolean comes = grow.keeps(grown.at(i));
            VectorMath.put(keep, i, stays || comes ? 1 : 0);
        }
    }

    /** Magnitudes, from 1, where the mask has this value; 0 elsewhere. */
    private static void among(ByteBuffer x, ByteBuffer keep, float value, Keys to) {
        for (int i = 0; i < to.size(); i++) {
            int key = VectorMath.at(keep, i) == value ? (x.getInt(i << 2) & MAGNITUDE) + 1 : 0;
            to.bytes().putInt(i << 2, key);
        }
    }

    @Override
    public void scalePruned(Buffer w, Mask mask, float factor) {
        ByteBuffer weights = CpuBuffer.of(w).bytes();
        CpuBuffer keep = CpuMask.of(mask).keep();
        workers.split(keep.padded(), FLAT_GRAIN, (from, to, worker) -> {
            VectorKernels.scaleWhereZero(weights, keep.bytes(), factor, from, to);
        });
    }
}
