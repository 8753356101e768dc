package org.sparselaw.training.device.cuda;

import org.sparselaw.training.device.cuda.Product.Operand;

/**
 * A product of row-major matrices as cuBLAS wants it, whose matrices are column-major: what it takes for a matrix is the transpose
 * of ours in the same memory, so that C = A B becomes C^T = B^T A^T.
 *
 * @param left B^T, rows x inner
 * @param right A^T, inner x columns
 * @param rows of C^T
 * @param columns of C^T
 * @param leadingOfC numbers from one column of C^T to the next
 */
record ColumnMajorProduct(Factor left, Factor right, int rows, int columns, int inner, int leadingOfC) {

    /** @param leading numbers from one column of what lies in memory to the next, at least as many as it has rows */
    record Factor(long address, Order order, int leading) {}

    /** Whether memory holds a factor or its transpose. */
    enum Order {
        AS_IT_IS,
        TRANSPOSED
    }

    static ColumnMajorProduct of(Product product) {
        Operand c = product.c();
        if (c.columnStride() != 1 && c.columns() > 1) {
            throw new IllegalArgumentException("Columns that do not lie side by side: " + c);
        }
        return new ColumnMajorProduct(
                transposeOf(product.b()),
                transposeOf(product.a()),
                c.columns(),
                c.rows(),
                product.a().columns(),
                Math.max(c.rowStride(), c.columns()));
    }

    /** With one row or one column the other stride is never used and may be anything: cuBLAS still wants one long enough. */
    private static Factor transposeOf(Operand m) {
        if (m.columnStride() == 1 || m.columns() == 1) {
            return new Factor(m.address(), Order.AS_IT_IS, Math.max(m.rowStride(), m.columns()));
        }
        if (m.rowStride() == 1 || m.rows() == 1) {
            return new Factor(m.address(), Order.TRANSPOSED, Math.max(m.columnStride(), m.rows()));
        }
        throw new IllegalArgumentException("No stride is 1: " + m);
    }
}
