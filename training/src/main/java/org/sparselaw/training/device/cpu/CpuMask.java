package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.Mask;

/** A mask as numbers, 1 where kept and 0 elsewhere: vectors of it are loaded like those of the weights. */
final class CpuMask implements Mask {
    private final CpuBuffer keep;
    private int kept;

    /** @param keep zeros */
    CpuMask(CpuBuffer keep) {
        this.keep = keep;
        this.kept = keep.size();
        VectorKernels.fill(keep, 1);
    }

    static CpuMask of(Mask mask) {
        return (CpuMask) mask;
    }

    CpuBuffer keep() {
        return keep;
    }

    /** To be called after {@link #keep} was written. */
    void kept(int count) {
        kept = count;
    }

    @Override
    public int size() {
        return keep.size();
    }

    @Override
    public int kept() {
        return kept;
    }

    @Override
    public long[] toBits() {
        float[] values = keep.toArray();
        long[] bits = new long[(values.length + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                bits[i / Long.SIZE] |= 1L << i;
            }
        }
        return bits;
    }

    @Override
    public void set(long[] bits) {
        float[] values = new float[keep.size()];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            int bit = (int) (bits[i / Long.SIZE] >>> i) & 1;
            values[i] = bit;
            count += bit;
        }
        keep.set(values);
        kept = count;
    }
}
