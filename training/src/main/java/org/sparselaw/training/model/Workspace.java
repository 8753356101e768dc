package org.sparselaw.training.model;

import java.util.HashMap;
import java.util.Map;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;

/** The memory of a model besides its parameters, allocated once; counts what it hands out. */
final class Workspace {
    private final Device device;
    private final Map<String, Buffer> shared = new HashMap<>();
    private long bytes;

    Workspace(Device device) {
        this.device = device;
    }

    Device device() {
        return device;
    }

    /** Memory of one layer, which the backward pass finds as the forward pass left it. */
    Buffer activation(int size) {
        bytes += 4L * size;
        return device.allocate(size);
    }

    /** As {@link #activation}, of what is multiplied and not summed over layers: {@link Device#allocateOperand}. */
    Buffer operand(int size) {
        bytes += 4L * size;
        return device.allocateOperand(size);
    }

    /** An operand that a layer uses within one call: the same for all callers that name the same purpose and size. */
    Buffer scratch(String purpose, int size) {
        return shared.computeIfAbsent(purpose + " " + size, key -> operand(size));
    }

    Ids ids(int size) {
        bytes += 4L * size;
        return device.allocateIds(size);
    }

    /** As if all of it were f32. */
    long bytes() {
        return bytes;
    }
}
