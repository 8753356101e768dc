package org.sparselaw.training.device;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.cpu.CpuDevice;
import org.sparselaw.training.device.nd4j.Nd4jDevice;

/** The devices that run specifications can name. */
public final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    private static final List<DeviceProvider> PROVIDERS =
            ServiceLoader.load(DeviceProvider.class, DeviceProvider.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    /** A sweep opens a device a run; the log says once which it is. */
    private static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

    private Devices() {}

    /** Whether the device of this name computes on a GPU: in this build, and {@code auto} on this machine. */
    public static boolean onGpu(String name) {
        return switch (name) {
            case "nd4j" -> Nd4jDevice.onGpu();
            case "auto" -> PROVIDERS.stream().anyMatch(p -> p.missing().isEmpty());
            default -> PROVIDERS.stream().anyMatch(p -> p.name().equals(name));
        };
    }

    /** As the other, on whichever GPU comes first where there are several. */
    public static Device open(String name, int threads, Precision precision) {
        return open(name, threads, precision, OptionalInt.empty());
    }

    /**
     * @param name {@code cpu}, {@code cuda}, {@code nd4j}, or {@code auto}: {@code cuda} where it works, else {@code cpu}
     * @param threads threads of this device alone, at least 1; a GPU has its own
     * @param precision of matrix products
     * @param gpu the number of the one to use, when the device computes on one
     * @throws UsageException for an unknown name, or when the device does not work on this machine
     */
    public static Device open(String name, int threads, Precision precision, OptionalInt gpu) {
        Device device = switch (name) {
            case "cpu" -> CpuDevice.open(threads, precision);
            case "nd4j" -> nd4j(threads, precision, gpu);
            case "auto" -> automatic(threads, precision, gpu);
            default -> provided(name, precision, gpu);
        };
        if (ANNOUNCED.add(device.description())) {
            LOG.info("Device {}, as configured: {}", name, device.description());
        }
        return device;
    }

    private static Device automatic(int threads, Precision precision, OptionalInt gpu) {
        for (DeviceProvider provider : PROVIDERS) {
            Optional<String> missing = provider.missing();
            if (missing.isEmpty()) {
                return provider.open(precision, gpu);
            }
            if (ANNOUNCED.add(provider.name())) {
                LOG.info("Device auto is the CPU: {} needs {}", provider.name(), missing.get());
            }
        }
        return CpuDevice.open(threads, precision);
    }

    private static Device provided(String name, Precision precision, OptionalInt gpu) {
        DeviceProvider provider = PROVIDERS.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("Unknown device \"" + name + "\" (known: " + known() + ")"));
        provider.missing().ifPresent(missing -> {
            throw new UsageException("The device " + name + " needs " + missing + "; or name device: cpu");
        });
        return provider.open(precision, gpu);
    }

    private static String known() {
        return Stream.concat(
                        Stream.of("auto", "cpu", "nd4j"), PROVIDERS.stream().map(DeviceProvider::name))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Device nd4j(int threads, Precision precision, OptionalInt gpu) {
        if (precision != Precision.F32) {
            throw new UsageException("The device nd4j has no precision " + precision + ": use f32, or the device cpu");
        }
        Nd4jDevice.choose(gpu);
        return Nd4jDevice.open(threads);
    }
}
