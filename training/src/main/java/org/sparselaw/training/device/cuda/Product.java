package org.sparselaw.training.device.cuda;

/**
 * C = alpha A B + beta C, summed in f32. A and B are of one storage; each has a stride that is 1, and C's columns lie side by side.
 *
 * @param tensorFloats whether f32 operands are rounded to TF32, which tensor cores multiply
 */
record Product(float alpha, Operand a, Operand b, float beta, Operand c, boolean tensorFloats) {

    /** @param address of entry (0, 0) */
    record Operand(long address, Storage storage, int rows, int columns, int rowStride, int columnStride) {}
}
