package org.sparselaw.training.device;

import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.cpu.CpuDevice;
import org.sparselaw.training.device.nd4j.Nd4jDevice;

/** The devices that run specifications can name. */
public final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    /** A sweep opens a device a run; the log says once which it is. */
    private static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

    private Devices() {}

    /** Whether the device of this name computes on a GPU in this build. */
    public static boolean onGpu(String name) {
        return name.equals("nd4j") && Nd4jDevice.onGpu();
    }

    /** As the other, on whichever GPU comes first where there are several. */
    public static Device open(String name, int threads, Precision precision) {
        return open(name, threads, precision, OptionalInt.empty());
    }

    /**
     * @param name {@code cpu} or {@code nd4j}
     * @param threads threads of this device alone, at least 1
     * @param precision of matrix products
     * @param gpu the number of the one to use, when the device computes on one
     * @throws UsageException for an unknown name, or when the device does not work on this machine
     */
    public static Device open(String name, int threads, Precision precision, OptionalInt gpu) {
        Device device = switch (name) {
            case "cpu" -> CpuDevice.open(threads, precision);
            case "nd4j" -> nd4j(threads, precision, gpu);
            default -> throw new UsageException("Unknown device \"" + name + "\" (known: cpu, nd4j)");
        };
        if (ANNOUNCED.add(device.description())) {
            LOG.info("Device {}, as configured: {}", name, device.description());
        }
        return device;
    }

    private static Device nd4j(int threads, Precision precision, OptionalInt gpu) {
        if (precision != Precision.F32) {
            throw new UsageException("The device nd4j has no precision " + precision + ": use f32, or the device cpu");
        }
        Nd4jDevice.choose(gpu);
        return Nd4jDevice.open(threads);
    }
}
