package org.sparselaw.training.device;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.sparselaw.training.device.cpu.CpuDevice;

/** Every device that the conformance tests hold against the oracle, freshly opened. */
final class TestedDevices {
    private TestedDevices() {}

    static Stream<Named<Device>> all() {
        return Stream.of(1, 3).map(threads -> Named.of("cpu, threads " + threads, CpuDevice.open(threads)));
    }
}
