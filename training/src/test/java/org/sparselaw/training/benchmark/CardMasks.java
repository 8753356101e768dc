package org.sparselaw.training.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.TestedCard;

/** Masks of large tensors on the card against the CPU's, bit by bit, and again: few ties, many, and almost nothing else. */
final class CardMasks {
    private static final int[] MAGNITUDES = {1 << 24, 1000, 2};
    private static final int COLUMNS = 256;
    private static final int OTHER_PARTS = 3;

    private final Device device;
    private final Buffer weights;
    private final Buffer others;
    private final Buffer scores;

    private CardMasks(Device device, int size, int magnitudes) {
        this.device = device;
        weights = buffer(RandomNumbers.of(size, magnitudes, 1));
        // No multiple of anything.
        others = buffer(RandomNumbers.of(size / OTHER_PARTS + 1, magnitudes, 2));
        scores = buffer(RandomNumbers.of(size, magnitudes, 3));
    }

    private Buffer buffer(float[] values) {
        Buffer buffer = device.allocate(values.length);
        buffer.set(values);
        return buffer;
    }

    /** @param arguments weights of the greatest tensor, a multiple of 1024 */
    public static void main(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        System.out.printf("tensors of %d and %d weights%n", size, size / OTHER_PARTS + 1);
        for (int magnitudes : MAGNITUDES) {
            String name = magnitudes + " magnitudes, ";
            Map<String, List<long[]>> expected = masks(Devices.open("cpu", 1, Precision.F32), size, magnitudes);
            Map<String, List<long[]>> actual = masks(card(), size, magnitudes);
            Map<String, List<long[]>> again = masks(card(), size, magnitudes);
            expected.forEach((pattern, bits) ->
                    Bar.atMost(name + pattern + ": bits unlike the CPU's", differences(bits, actual.get(pattern)), 0));
            double unlike = expected.keySet().stream()
                    .mapToDouble(pattern -> differences(actual.get(pattern), again.get(pattern)))
                    .sum();
            Bar.atMost(name + "all again: bits unlike the first time's", unlike, 0);
        }
    }

    private static Device card() {
        return TestedCard.all().get(0).open(Precision.F32);
    }

    private static double differences(List<long[]> some, List<long[]> others) {
        long differences = 0;
        for (int i = 0; i < some.size(); i++) {
            for (int j = 0; j < some.get(i).length; j++) {
                differences += Long.bitCount(some.get(i)[j] ^ others.get(i)[j]);
            }
        }
        return differences;
    }

    private static Map<String, List<long[]>> masks(Device device, int size, int magnitudes) {
        try (device) {
            return new CardMasks(device, size, magnitudes).all();
        }
    }

    private Map<String, List<long[]>> all() {
        int size = weights.size();
        Mask mask = device.allocateMask(size);
        Mask other = device.allocateMask(others.size());
        Map<String, List<long[]>> masks = new LinkedHashMap<>();
        List<long[]> unstructured = new ArrayList<>();
        for (int keep : new int[] {1, size / 4, size / 2, size - 1, size}) {
            device.magnitudeMask(weights, keep, mask);
            unstructured.add(mask.toBits());
        }
        masks.put("unstructured", unstructured);
        device.pruning().globalMagnitudeMask(List.of(weights, others), size / 4, List.of(mask, other));
        masks.put("global", List.of(mask.toBits(), other.toBits()));
        for (GroupAxis axis : GroupAxis.values()) {
            List<long[]> groups = new ArrayList<>();
            for (int keep : new int[] {size / 3, size / 2, size / 4 * 3}) {
                device.pruning().nOfMMask(weights, COLUMNS, 2, 4, axis, keep, mask);
                groups.add(mask.toBits());
            }
            masks.put("2:4 along the " + axis, groups);
        }
        device.pruning().blockMask(weights, COLUMNS, 4, 4, size / 16 / 4, mask);
        masks.put("blocks of 4 x 4", List.of(mask.toBits()));
        device.magnitudeMask(weights, size / 4, mask);
        device.pruning().dropAndGrow(weights, scores, size / 16, mask);
        masks.put("drop and grow", List.of(mask.toBits()));
        device.applyMask(weights, mask);
        masks.put("applied", List.of(bits(weights.toArray())));
        return masks;
    }

    private static long[] bits(float[] values) {
        long[] bits = new long[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }
}
