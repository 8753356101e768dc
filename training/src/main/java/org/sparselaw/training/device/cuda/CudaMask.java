package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.sparselaw.training.device.Mask;

/** A mask of one bit an entry in the memory of a card. What is behind the last entry is 0. */
final class CudaMask implements Mask {
    /** Not known on the host: counted when asked for. */
    private static final int UNCOUNTED = -1;

    private final Card card;
    private final Sums sums;
    private final int size;
    private final long address;
    private int kept;

    CudaMask(Card card, Sums sums, int size) {
        this.card = card;
        this.sums = sums;
        this.size = size;
        this.address = card.allocate(8L * words());
        keepAll();
    }

    private void keepAll() {
        long[] bits = new long[words()];
        Arrays.fill(bits, -1);
        if (size % Long.SIZE != 0) {
            bits[bits.length - 1] = (1L << size) - 1;
        }
        set(bits);
    }

    static CudaMask of(Mask mask) {
        return (CudaMask) mask;
    }

    /** As a kernel's argument; 0 for none. */
    static long address(Mask mask) {
        return mask == null ? 0 : of(mask).address;
    }

    private int words() {
        return (size + Long.SIZE - 1) / Long.SIZE;
    }

    long address() {
        return address;
    }

    /** To be called after a kernel wrote the bits. */
    void kept(int count) {
        kept = count;
    }

    /** To be called after a kernel wrote bits whose number the host does not know. */
    void uncounted() {
        kept = UNCOUNTED;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int kept() {
        if (kept == UNCOUNTED) {
            kept = (int) sums.bits(address, 2L * words());
        }
        return kept;
    }

    @Override
    public long[] toBits() {
        ByteBuffer bytes = staging();
        card.download(address, bytes);
        long[] bits = new long[words()];
        bytes.asLongBuffer().get(bits);
        return bits;
    }

    @Override
    public void set(long[] bits) {
        ByteBuffer bytes = staging();
        bytes.asLongBuffer().put(bits, 0, words());
        card.upload(bytes, address);
        kept = 0;
        for (int i = 0; i < words(); i++) {
            kept += Long.bitCount(bits[i]);
        }
    }

    private ByteBuffer staging() {
        return ByteBuffer.allocateDirect(words() * Long.BYTES).order(ByteOrder.nativeOrder());
    }
}
