package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whole numbers in the memory of a card, which grows with what is put there. */
final class CardIntegers {
    private final Card card;
    private ByteBuffer staging = ByteBuffer.allocateDirect(0);
    private long address;

    CardIntegers(Card card, int size) {
        this.card = card;
        reserve(size);
    }

    void set(int[] values) {
        if (values.length * Integer.BYTES > staging.capacity()) {
            reserve(values.length + values.length / 4);
        }
        staging.clear();
        staging.asIntBuffer().put(values);
        staging.limit(values.length * Integer.BYTES);
        card.upload(staging, address);
    }

    private void reserve(int size) {
        int bytes = Math.multiplyExact(Math.max(size, 1), Integer.BYTES);
        staging = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        address = card.allocate(bytes);
    }

    long address() {
        return address;
    }
}
