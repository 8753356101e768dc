package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.sparselaw.training.device.Buffer;

/**
 * Numbers in the memory of a card. A buffer in f32 that is an operand of products in bf16 keeps a rounded copy, which is out of
 * date once a kernel may have written to the buffer.
 */
final class CudaBuffer implements Buffer {
    private final Card card;
    private final long address;
    private final int size;
    private final Storage storage;
    private CudaBuffer rounded;
    private boolean roundedCurrent;

    private CudaBuffer(Card card, int size, Storage storage) {
        this.card = card;
        this.size = size;
        this.storage = storage;
        // Kernels take four numbers at once.
        address = card.allocate(((long) size + 3) / 4 * 4 * storage.bytes());
    }

    /** Zeros. */
    static CudaBuffer allocate(Card card, int size, Storage storage) {
        return new CudaBuffer(card, size, storage);
    }

    /** For a kernel that may write. */
    static CudaBuffer of(Buffer buffer) {
        CudaBuffer its = (CudaBuffer) buffer;
        if (its != null) {
            its.roundedCurrent = false;
        }
        return its;
    }

    /** For a kernel that only reads. */
    static CudaBuffer read(Buffer buffer) {
        return (CudaBuffer) buffer;
    }

    /** This buffer if it is in bf16, else its copy in bf16. */
    CudaBuffer rounded() {
        if (storage == Storage.BF16) {
            return this;
        }
        if (rounded == null) {
            rounded = allocate(card, size, Storage.BF16);
        }
        if (!roundedCurrent) {
            Launch.forFours("convert", size, card)
                    .numbers(this)
                    .numbers(rounded)
                    .index(size)
                    .on(card);
            roundedCurrent = true;
        }
        return rounded;
    }

    /**
     * The copy in bf16, or 0 where there is none: for a kernel that writes to both.
     *
     * @see #roundedIsCurrent
     */
    long roundedAddress() {
        return rounded == null ? 0 : rounded.address;
    }

    /** To be called after such a kernel. */
    void roundedIsCurrent() {
        roundedCurrent = rounded != null;
    }

    @Override
    public int size() {
        return size;
    }

    Storage storage() {
        return storage;
    }

    long address() {
        return address;
    }

    long address(int index) {
        return address + (long) index * storage.bytes();
    }

    @Override
    public void set(float[] values) {
        roundedCurrent = false;
        ByteBuffer bytes = staging();
        if (storage == Storage.F32) {
            bytes.asFloatBuffer().put(values, 0, size);
        } else {
            ShortBuffer halves = bytes.asShortBuffer();
            for (int i = 0; i < size; i++) {
                halves.put(i, rounded(values[i]));
            }
        }
        card.upload(bytes, address);
    }

    @Override
    public float[] toArray() {
        ByteBuffer bytes = staging();
        card.download(address, bytes);
        float[] values = new float[size];
        if (storage == Storage.F32) {
            FloatBuffer floats = bytes.asFloatBuffer();
            floats.get(values);
        } else {
            ShortBuffer halves = bytes.asShortBuffer();
            for (int i = 0; i < size; i++) {
                values[i] = Float.intBitsToFloat(halves.get(i) << 16);
            }
        }
        return values;
    }

    private ByteBuffer staging() {
        return ByteBuffer.allocateDirect(Math.multiplyExact(size, storage.bytes()))
                .order(ByteOrder.nativeOrder());
    }

    /** To the nearest, ties to even; what is not a number stays so. As the kernels do it. */
    private static short rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.isNaN(value) ? (short) (bits >>> 16 | 0x40) : (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }
}
