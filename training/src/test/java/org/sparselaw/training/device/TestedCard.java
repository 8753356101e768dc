package org.sparselaw.training.device;

import java.util.EnumSet;
import java.util.List;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.cuda.EmulatedCard;
import org.sparselaw.training.device.cuda.EmulatedCard.Order;

/**
 * What the CUDA device is tested on: the GPU of this machine and the emulation of one, as far as there is either. With
 * {@code -Dsparselaw.tested-devices=cuda} or {@code =emulated} it is the one or the other alone, and its absence is an error.
 */
public enum TestedCard {
    GPU,
    EMULATED_FORWARDS,
    EMULATED_BACKWARDS;

    private static final String CHOICE = System.getProperty("sparselaw.tested-devices", "all");
    private static final List<TestedCard> ALL = List.copyOf(
            switch (CHOICE) {
                case "all" -> existing();
                case "cuda" -> EnumSet.of(GPU);
                case "emulated" -> EnumSet.of(EMULATED_FORWARDS, EMULATED_BACKWARDS);
                default ->
                    throw new UsageException(
                            "Unknown sparselaw.tested-devices: " + CHOICE + " (must be all, cuda or emulated)");
            });

    /** Those to be tested; none where there is neither a GPU nor a C++ compiler. */
    public static List<TestedCard> all() {
        return ALL;
    }

    /** Whether the property leaves the other devices out. */
    static boolean isAlone() {
        return !CHOICE.equals("all");
    }

    private static EnumSet<TestedCard> existing() {
        EnumSet<TestedCard> existing = EnumSet.allOf(TestedCard.class);
        if (EmulatedCard.missing().isPresent()) {
            existing.removeAll(EnumSet.of(EMULATED_FORWARDS, EMULATED_BACKWARDS));
        }
        if (!gpuWorks()) {
            existing.remove(GPU);
        }
        return existing;
    }

    private static boolean gpuWorks() {
        try (Device device = gpu(Precision.F32)) {
            return device.name().equals("cuda");
        } catch (UsageException e) {
            return false;
        }
    }

    private static Device gpu(Precision precision) {
        return Devices.open("cuda", 1, precision);
    }

    public Device open(Precision precision) {
        return BitRecord.around(
                switch (this) {
                    case GPU -> gpu(precision);
                    case EMULATED_FORWARDS -> emulated(precision, Order.FORWARDS);
                    case EMULATED_BACKWARDS -> emulated(precision, Order.BACKWARDS);
                });
    }

    private static Device emulated(Precision precision, Order order) {
        EmulatedCard.missing().ifPresent(why -> {
            throw new UsageException(why);
        });
        return EmulatedCard.device(precision, order);
    }

    @Override
    public String toString() {
        return switch (this) {
            case GPU -> "cuda";
            case EMULATED_FORWARDS -> "cuda, emulated";
            case EMULATED_BACKWARDS -> "cuda, emulated, threads backwards";
        };
    }
}
