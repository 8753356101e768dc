package org.sparselaw.training.device.cpu;

import java.nio.ByteBuffer;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Matrix;

/**
 * f32 numbers outside the Java heap. The numbers behind {@link #size}, up to {@link #padded()}, are 0 and stay 0: kernels
 * that treat every number alone run over them too and need no code for a last, partly filled vector.
 */
final class CpuBuffer implements Buffer {
    private static final int PADDING = OffHeap.ALIGNMENT / Float.BYTES;

    private final int size;
    private final long address;
    private ByteBuffer bytes;
    private CpuBuffer rounded;
    private volatile boolean roundedCurrent;

    CpuBuffer(ByteBuffer bytes, long address, int size) {
        this.bytes = bytes;
        this.address = address;
        this.size = size;
    }

    /** For a kernel that may write; a rounded copy is out of date from here on. */
    static CpuBuffer of(Buffer buffer) {
        CpuBuffer its = (CpuBuffer) buffer;
        if (its != null) {
            its.roundedCurrent = false;
        }
        return its;
    }

    /** For a kernel that writes to matrices by address. */
    static void changed(Matrix... matrices) {
        for (Matrix matrix : matrices) {
            of(matrix.data());
        }
    }

    /** For a kernel that only reads and takes a rounded copy where there is one. */
    static CpuBuffer asOperand(Buffer buffer) {
        return (CpuBuffer) buffer;
    }

    /** Memory for a copy in bfloat16, allocated the first time. */
    CpuBuffer rounded(OffHeap memory) {
        if (rounded == null) {
            rounded = memory.allocate(padded() / 2);
        }
        return rounded;
    }

    /** Whether the copy has the rounded numbers of this buffer. */
    boolean isRoundedCurrent() {
        return roundedCurrent;
    }

    /** To be called after the copy was written. */
    void roundedIsCurrent() {
        roundedCurrent = true;
    }

    static int padded(int size) {
        return (size + PADDING - 1) / PADDING * PADDING;
    }

    @Override
    public int size() {
        return size;
    }

    int padded() {
        return padded(size);
    }

    /** In native byte order, from the first number to the end of the padding; kernels use absolute access only. */
    ByteBuffer bytes() {
        if (bytes == null) {
            throw new IllegalStateException("The device of this buffer is closed");
        }
        return bytes;
    }

    long address(int index) {
        return address + (long) index * Float.BYTES;
    }

    float at(int index) {
        return bytes().getFloat(index * Float.BYTES);
    }

    @Override
    public void set(float[] values) {
        roundedCurrent = false;
        bytes().duplicate().order(bytes.order()).asFloatBuffer().put(values, 0, size);
    }

    @Override
    public float[] toArray() {
        float[] values = new float[size];
        bytes().duplicate().order(bytes.order()).asFloatBuffer().get(values);
        return values;
    }

    /** After this a use is an exception instead of a crash of the JVM. */
    void release() {
        bytes = null;
    }
}
