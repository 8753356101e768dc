package org.sparselaw.training.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.device.cuda.ColumnMajorProduct.Factor;
import org.sparselaw.training.device.cuda.ColumnMajorProduct.Order;
import org.sparselaw.training.device.cuda.Product.Operand;

/** What cuBLAS is told, carried out by the definition of its gemm on column-major matrices, against products as ours are meant. */
class TestColumnMajorProduct {
    private static final int A = 3;
    private static final int B = 900;
    private static final int C = 1800;

    @Test
    void everyViewIsMultipliedAsItIsMeant() {
        int[] sizes = {1, 2, 5};
        for (int m : sizes) {
            for (int n : sizes) {
                for (int k : sizes) {
                    for (int variant = 0; variant < 16; variant++) {
                        int gap = 7 * (variant >> 2 & 1);
                        check(
                                view(A, m, k, gap, (variant & 1) != 0),
                                view(B, k, n, gap, (variant & 2) != 0),
                                new Operand(C, Storage.F32, m, n, n + 4 * (variant >> 3), 1));
                    }
                }
            }
        }
    }

    /** Rows, or columns of the transpose, that lie a gap apart. */
    private static Operand view(int address, int rows, int columns, int gap, boolean transposed) {
        return transposed
                ? new Operand(address, Storage.F32, rows, columns, 1, rows + gap)
                : new Operand(address, Storage.F32, rows, columns, columns + gap, 1);
    }

    private static void check(Operand a, Operand b, Operand c) {
        double[] memory = new double[2700];
        Arrays.setAll(memory, i -> i * 31 % 17 - 8);
        double[] expected = memory.clone();
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                double sum = 0;
                for (int k = 0; k < a.columns(); k++) {
                    sum += memory[at(a, i, k)] * memory[at(b, k, j)];
                }
                expected[at(c, i, j)] = sum;
            }
        }
        gemm(ColumnMajorProduct.of(new Product(1, a, b, 0, c, false)), memory);
        assertThat(memory).as("%s %s", a, b).containsExactly(expected);
    }

    private static int at(Operand m, int row, int column) {
        return (int) m.address() + row * m.rowStride() + column * m.columnStride();
    }

    /** cublasGemmEx: column-major C of m x n, op(A) m x k, op(B) k x n, entry (i, j) at i + j * ld. */
    private static void gemm(ColumnMajorProduct p, double[] memory) {
        assertThat(p.leadingOfC()).isGreaterThanOrEqualTo(p.rows());
        for (int i = 0; i < p.rows(); i++) {
            for (int j = 0; j < p.columns(); j++) {
                double sum = 0;
                for (int k = 0; k < p.inner(); k++) {
                    sum += memory[at(p.left(), i, k)] * memory[at(p.right(), k, j)];
                }
                memory[C + i + j * p.leadingOfC()] = sum;
            }
        }
    }

    private static int at(Factor factor, int row, int column) {
        return (int) factor.address()
                + (factor.order() == Order.TRANSPOSED
                        ? column + row * factor.leading()
                        : row + column * factor.leading());
    }
}
