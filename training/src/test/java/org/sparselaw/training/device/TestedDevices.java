package org.sparselaw.training.device;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.sparselaw.training.device.cpu.CpuDevice;
import org.sparselaw.training.device.nd4j.Nd4jDevice;

/** Every device that the conformance tests hold against the oracle, freshly opened. */
final class TestedDevices {
    private TestedDevices() {}

    static Stream<Named<Device>> all() {
        return Stream.concat(TestedCard.isAlone() ? Stream.empty() : onProcessors(), cards());
    }

    private static Stream<Named<Device>> onProcessors() {
        return Stream.of(
                Named.of("cpu, 1 thread", CpuDevice.open(1)),
                Named.of("cpu, 3 threads", CpuDevice.open(3)),
                Named.of("nd4j", Nd4jDevice.open(1)));
    }

    /** Where the kernels of the emulated one cannot be compiled, {@code TestEmulation} says so. */
    private static Stream<Named<Device>> cards() {
        return TestedCard.all().stream().map(card -> Named.of(card.toString(), card.open(Precision.F32)));
    }
}
