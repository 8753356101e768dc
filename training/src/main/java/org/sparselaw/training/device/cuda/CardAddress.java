package org.sparselaw.training.device.cuda;

import org.bytedeco.javacpp.Pointer;

/** A pointer to memory of a card that can be moved: a new object a call would be garbage. */
final class CardAddress extends Pointer {
    CardAddress at(long newAddress) {
        address = newAddress;
        return this;
    }
}
