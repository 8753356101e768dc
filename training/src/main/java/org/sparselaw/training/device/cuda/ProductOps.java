package org.sparselaw.training.device.cuda;

import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cuda.Product.Operand;

/** Products of matrices; in bf16 of the rounded operands. */
final class ProductOps {
    private final Card card;
    private final Precision precision;

    ProductOps(Card card, Precision precision) {
        this.card = card;
        this.precision = precision;
    }

    void multiply(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        boolean tensorFloats = precision == Precision.TF32;
        card.multiply(new Product(alpha, operand(a), operand(b), beta, at(CudaBuffer.of(c.data()), c), tensorFloats));
    }

    private Operand operand(Matrix matrix) {
        CudaBuffer buffer = CudaBuffer.read(matrix.data());
        return at(precision == Precision.BF16 ? buffer.rounded() : buffer, matrix);
    }

    private static Operand at(CudaBuffer buffer, Matrix m) {
        return new Operand(
                buffer.address(m.offset()), buffer.storage(), m.rows(), m.columns(), m.rowStride(), m.columnStride());
    }
}
