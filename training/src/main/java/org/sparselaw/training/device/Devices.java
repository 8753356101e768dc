package org.sparselaw.training.device;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.cpu.CpuDevice;

/** The devices that run specifications can name. */
public final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    /** A sweep opens a device a run; the log says once which it is. */
    private static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

    private Devices() {}

    /**
     * @param name {@code cpu}
     * @param threads threads of this device alone, at least 1
     * @throws UsageException for an unknown name, or when the device does not work on this machine
     */
    public static Device open(String name, int threads) {
        if (!name.equals("cpu")) {
            throw new UsageException("Unknown device \"" + name + "\" (known: cpu)");
        }
        Device device = CpuDevice.open(threads);
        if (ANNOUNCED.add(device.description())) {
            LOG.info("Device cpu, as configured: {}", device.description());
        }
        return device;
    }
}
