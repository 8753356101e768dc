package org.sparselaw.training.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.model.Safetensors;

/**
 * All that a run needs to go on after a number of steps, copied to the memory of the host: training may change the originals
 * while this is written.
 *
 * @param tensors weights and what the optimiser remembers
 * @param masks bits by the name of their tensor, as {@link Mask#toBits} gives them
 */
public record Snapshot(RunProgress progress, List<Safetensors.Entry> tensors, Map<String, long[]> masks) {
    /** A copy of what training goes on to change. */
    public static Snapshot of(RunProgress progress, List<Safetensors.Entry> tensors, Map<String, Mask> masks) {
        Map<String, long[]> bits = new LinkedHashMap<>();
        masks.forEach((name, mask) -> bits.put(name, mask.toBits()));
        return new Snapshot(progress, tensors.stream().map(Snapshot::copy).toList(), bits);
    }

    private static Safetensors.Entry copy(Safetensors.Entry entry) {
        return new Safetensors.Entry(
                entry.name(), entry.shape(), new Copy(entry.values().toArray()));
    }

    private record Copy(float[] toArray) implements Buffer {
        @Override
        public int size() {
            return toArray.length;
        }

        @Override
        public void set(float[] values) {
            throw new UnsupportedOperationException("A snapshot does not change");
        }
    }
}
