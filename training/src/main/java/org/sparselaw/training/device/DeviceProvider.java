package org.sparselaw.training.device;

import java.util.Optional;
import java.util.OptionalInt;

/** Opens devices that not every build or machine has; found by {@link java.util.ServiceLoader}. */
public interface DeviceProvider {
    /** As configurations name the device. */
    String name();

    /** What it needs and does not find here, in a line that says what would help; empty when the device works. */
    Optional<String> missing();

    /**
     * Where nothing is {@link #missing}.
     *
     * @param gpu the number of the one to use, as nvidia-smi counts; without it, whichever comes first
     */
    Device open(Precision precision, OptionalInt gpu);
}
