package org.sparselaw.training.device.cuda;

/** In which numbers a buffer lies in the memory of a card. */
enum Storage {
    F32(Float.BYTES),
    BF16(Short.BYTES);

    private final int bytes;

    Storage(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }
}
