package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.Ids;

/** Ids on the Java heap: kernels read them one at a time and native code never. */
record CpuIds(int[] values) implements Ids {
    static int[] of(Ids ids) {
        return ((CpuIds) ids).values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public void set(int[] from) {
        System.arraycopy(from, 0, values, 0, values.length);
    }
}
