package org.sparselaw.training.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.TestedCard;

/** How long the masks of a model take: of all of its weights as one tensor, and in as many tensors as models have. */
final class CardMaskTime {
    private static final int COLUMNS = 1 << 10;
    private static final int UPDATES = 8;
    private static final double MOST_SECONDS = 2e-3;

    private final Device device;
    private final QueuedTime time;

    private CardMaskTime(Device device) {
        this.device = device;
        time = new QueuedTime(device);
    }

    /** @param arguments weights, tensors to divide them into */
    public static void main(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        try (Device device = TestedCard.all().get(0).open(Precision.F32)) {
            System.out.println(device.description());
            CardMaskTime masks = new CardMaskTime(device);
            masks.ofOneTensor(size);
            int tensors = Integer.parseInt(arguments[1]);
            masks.ofSeveral(tensors, size / tensors / COLUMNS * COLUMNS);
        }
    }

    private void ofOneTensor(int size) {
        Buffer w = weights(size, 1);
        Mask mask = device.allocateMask(size);
        bar("one tensor", size, () -> device.magnitudeMask(w, size / 4, mask));
    }

    private void ofSeveral(int tensors, int size) {
        List<Buffer> w = new ArrayList<>();
        List<Mask> masks = new ArrayList<>();
        for (int i = 0; i < tensors; i++) {
            w.add(weights(size, i));
            masks.add(device.allocateMask(size));
        }
        long all = (long) tensors * size;
        bar("global", all, () -> device.pruning().globalMagnitudeMask(w, all / 4, masks));
        report("each of " + tensors + " tensors", all, () -> {
            for (int i = 0; i < tensors; i++) {
                device.magnitudeMask(w.get(i), size / 4, masks.get(i));
            }
        });
        for (GroupAxis axis : GroupAxis.values()) {
            report("2:4 along the " + axis + ", each", all, () -> {
                for (int i = 0; i < tensors; i++) {
                    device.pruning().nOfMMask(w.get(i), COLUMNS, 2, 4, axis, size / 2, masks.get(i));
                }
            });
        }
        report("blocks of 4 x 4, each", all, () -> {
            for (int i = 0; i < tensors; i++) {
                device.pruning().blockMask(w.get(i), COLUMNS, 4, 4, size / 16 / 4, masks.get(i));
            }
        });
    }

    private Buffer weights(int size, long seed) {
        Buffer w = device.allocate(size);
        w.set(RandomNumbers.uniform(size, seed));
        return w;
    }

    private void bar(String pattern, long weights, Runnable update) {
        Bar.atMost(pattern + ": milliseconds", 1e3 * report(pattern, weights, update), 1e3 * MOST_SECONDS);
    }

    private double report(String pattern, long weights, Runnable update) {
        double seconds = time.seconds(UPDATES, update);
        System.out.printf(Locale.ROOT, "masks of %.1f M weights, %s: %.3f ms%n", weights / 1e6, pattern, 1e3 * seconds);
        return seconds;
    }
}
