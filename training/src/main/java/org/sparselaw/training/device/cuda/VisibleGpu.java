package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;
import static org.bytedeco.cuda.global.cudart.cuDeviceGet;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetCount;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetName;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetPCIBusId;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.sparselaw.job.UsageException;

/**
 * A GPU that the driver shows to this process.
 *
 * @param handle as the driver names it
 * @param bus where it sits: {@code 0000:17:00.0}
 */
record VisibleGpu(int handle, String name, int major, int minor, int multiprocessors, String bus) {
    /** Ampere: the first generation that multiplies bf16 and TF32. */
    private static final int LEAST_MAJOR = 8;

    private static final int LONGEST_NAME = 256;

    /** In the driver's order, the fastest first. It must have been initialised. */
    static List<VisibleGpu> all() {
        int[] count = new int[1];
        CudaStatus.driver(cuDeviceGetCount(count), "cuDeviceGetCount");
        List<VisibleGpu> all = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            int[] handle = new int[1];
            CudaStatus.driver(cuDeviceGet(handle, i), "cuDeviceGet");
            all.add(of(handle[0]));
        }
        return all;
    }

    private static VisibleGpu of(int handle) {
        byte[] name = new byte[LONGEST_NAME];
        CudaStatus.driver(cuDeviceGetName(name, name.length, handle), "cuDeviceGetName");
        byte[] bus = new byte[LONGEST_NAME];
        CudaStatus.driver(cuDeviceGetPCIBusId(bus, bus.length, handle), "cuDeviceGetPCIBusId");
        return new VisibleGpu(
                handle,
                text(name),
                attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, handle),
                attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, handle),
                attribute(CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, handle),
                text(bus));
    }

    private static int attribute(int which, int handle) {
        int[] value = new int[1];
        CudaStatus.driver(cuDeviceGetAttribute(value, which, handle), "cuDeviceGetAttribute");
        return value[0];
    }

    private static String text(byte[] zeroTerminated) {
        String text = new String(zeroTerminated, StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf('\0'));
    }

    /**
     * The one to use.
     *
     * @param number as nvidia-smi and Spark count, by bus; without it the first of the driver's that is new enough
     * @throws UsageException when there is none of that number, or it is too old
     */
    static VisibleGpu choose(List<VisibleGpu> all, OptionalInt number) {
        if (number.isEmpty()) {
            return all.stream()
                    .filter(VisibleGpu::isNewEnough)
                    .findFirst()
                    .orElseThrow(() -> new UsageException("No GPU of " + needed() + " among " + all));
        }
        if (number.getAsInt() >= all.size()) {
            throw new UsageException("There is no GPU number " + number.getAsInt() + ": the driver shows " + all.size()
                    + " to this process (see CUDA_VISIBLE_DEVICES), counted from 0");
        }
        VisibleGpu gpu = all.stream()
                .sorted(Comparator.comparing(VisibleGpu::bus))
                .toList()
                .get(number.getAsInt());
        if (!gpu.isNewEnough()) {
            throw new UsageException(
                    "GPU number " + number.getAsInt() + " is too old: " + gpu + " (must be of " + needed() + ")");
        }
        return gpu;
    }

    boolean isNewEnough() {
        return major >= LEAST_MAJOR;
    }

    /** What is new enough. */
    static String needed() {
        return "compute capability " + LEAST_MAJOR + ".0 or newer";
    }

    @Override
    public String toString() {
        return name + " (compute capability " + major + "." + minor + ")";
    }
}
