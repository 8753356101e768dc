package org.sparselaw.training.device.cpu;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer that can be moved: native calls take pointers as objects, and a new object a call would be garbage. */
final class FloatAddress extends FloatPointer {
    FloatAddress() {
        super((Pointer) null);
    }

    FloatAddress at(long newAddress) {
        address = newAddress;
        return this;
    }
}
