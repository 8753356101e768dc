package org.sparselaw.training.device;

import java.util.Locale;

/**
 * In which numbers a device multiplies matrices, those of linear maps and of attention. Weights, gradients, sums and all else
 * are f32.
 */
public enum Precision {
    F32(Float.BYTES),
    /**
     * Operands are rounded to TF32, 10 bits of mantissa with the exponents of f32, products summed in f32: the tensor cores of
     * NVIDIA GPUs from Ampere on (NVIDIA, A100 Tensor Core GPU Architecture, 2020).
     */
    TF32(Float.BYTES),
    /** Operands are rounded to bfloat16, products summed in f32 (Micikevicius et al. 2018, with f32 master weights). */
    BF16(Short.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of a number. */
    public int bytes() {
        return bytes;
    }

    /** As configurations name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
