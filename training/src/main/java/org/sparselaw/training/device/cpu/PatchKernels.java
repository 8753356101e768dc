package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.put;

import java.nio.ByteBuffer;
import org.sparselaw.training.device.PatchShape;

/** Rows of patches from the pixels of images. */
record PatchKernels(PatchShape shape, ByteBuffer pixels, ByteBuffer out) {
    void row(int row) {
        int start = row * shape.patchSize();
        int which = row % shape.rows() - shape.leadingRows();
        if (which < 0) {
            for (int i = 0; i < shape.patchSize(); i++) {
                put(out, start + i, 0);
            }
            return;
        }
        int patch = shape.patch();
        int line = row / shape.rows() * shape.height() + which / shape.across() * patch;
        for (int i = 0; i < patch; i++) {
            int from = ((line + i) * shape.width() + which % shape.across() * patch) * shape.channels();
            for (int j = 0; j < patch; j++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    put(
                            out,
                            start + (channel * patch + i) * patch + j,
                            at(pixels, from + j * shape.channels() + channel));
                }
            }
        }
    }
}
