package org.sparselaw.training.device.cuda;

import java.util.List;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.AdamWStep;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.MomentumStep;
import org.sparselaw.training.device.UpdateKernels;
import org.sparselaw.training.device.UpdatedTensor;

/** Launches of the kernels in {@code optimizer.cu}; no number comes to the host. */
final class CudaUpdates implements UpdateKernels {
    /** Of a {@code StepSums}. */
    private static final int SUMS_BYTES = 4 * Double.BYTES;

    /** Of a block of {@code factoredSquares}. */
    private static final int FACTORED_COLUMNS = 128;

    private final Card card;
    private final CardScratch sums;
    private final CardScratch factors;
    private final StepTable tensors;

    CudaUpdates(Card card) {
        this.card = card;
        sums = new CardScratch(card);
        factors = new CardScratch(card);
        tensors = new StepTable(card);
    }

    @Override
    public void scale(Buffer x, float factor) {
        Launch.forFours("scale", x.size(), card)
                .numbers(CudaBuffer.of(x))
                .index(x.size())
                .real(factor)
                .on(card);
    }

    /** {@link org.sparselaw.training.device.Device#adaFactor}, in three launches however many the tensors are. */
    void adaFactor(AdaFactorStep step, List<UpdatedTensor> updated) {
        tensors.set(updated);
        long parts = sums.atLeast((long) tensors.chunks() * SUMS_BYTES);
        long ofTensors = factors.atLeast((long) tensors.tensors() * Float.BYTES);
        tensors.giveTo(numbers(step, Launch.blocks("adaFactorMoments", tensors.chunks())))
                .address(parts)
                .on(card);
        tensors.giveTo(numbers(step, Launch.blocks("adaFactorFactors", tensors.tensors())))
                .address(parts)
                .address(ofTensors)
                .on(card);
        tensors.giveTo(Launch.blocks("adaFactorWeights", tensors.chunks()))
                .address(ofTensors)
                .on(card);
        weightsChanged(updated);
    }

    private static void weightsChanged(List<UpdatedTensor> updated) {
        updated.forEach(tensor -> CudaBuffer.read(tensor.w()).roundedIsCurrent());
    }

    @Override
    public void factoredAdaFactor(
            AdaFactorStep step, int columns, Buffer w, Buffer g, Buffer rowMoments, Buffer columnMoments, Mask mask) {
        FactoredScratch scratch = new FactoredScratch(w.size() / columns, columns);
        int blocks = sumBlocks(w);
        long parts = sums.atLeast((long) blocks * SUMS_BYTES);
        scratch.squares(g);
        scratch.moments(step, rowMoments, columnMoments);
        scratch.updates(g, Launch.blocks("factoredSums", blocks))
                .numbers(CudaBuffer.read(w))
                .index(w.size())
                .address(parts)
                .on(card);
        numbers(step, scratch.updates(g, Launch.forFours("factoredWeights", w.size(), card)))
                .numbers(CudaBuffer.of(w))
                .index(w.size())
                .address(parts)
                .integer(blocks)
                .address(CudaMask.address(mask))
                .on(card);
    }

    /** Where the first launches of a factored step leave what the others need. */
    private final class FactoredScratch {
        private final int rows;
        private final int columns;
        private final int rowsOfChunk;
        private final int chunks;
        private final int columnParts;
        private final int rowBlocks;
        private final long rowSums;
        private final long rowFactors;
        private final long columnFactors;
        private final long ofRows;
        private final long ofColumns;

        FactoredScratch(int rows, int columns) {
            this.rows = rows;
            this.columns = columns;
            rowsOfChunk = ColumnSums.rowsOfChunk(rows);
            chunks = (int) Launch.ceilDiv(rows, rowsOfChunk);
            columnParts = (int) Launch.ceilDiv(columns, FACTORED_COLUMNS);
            rowBlocks = (int) Launch.ceilDiv(rows, Launch.THREADS);
            long numbers = rows + columns + (long) columnParts * rows + (long) chunks * columns;
            rowSums = factors.atLeast((long) rowBlocks * Double.BYTES + numbers * Float.BYTES);
            rowFactors = rowSums + (long) rowBlocks * Double.BYTES;
            columnFactors = rowFactors + (long) rows * Float.BYTES;
            ofRows = columnFactors + (long) columns * Float.BYTES;
            ofColumns = ofRows + (long) columnParts * rows * Float.BYTES;
        }

        void squares(Buffer g) {
            Launch.blocks("factoredSquares", columnParts)
                    .by(chunks, 1)
                    .numbers(CudaBuffer.read(g))
                    .index(rows)
                    .integer(columns)
                    .integer(rowsOfChunk)
                    .address(ofRows)
                    .address(ofColumns)
                    .on(card);
        }

        void moments(AdaFactorStep step, Buffer rowMoments, Buffer columnMoments) {
            numbers(step, Launch.blocks("factoredMoments", rowBlocks + Launch.ceilDiv(columns, Launch.THREADS)))
                    .address(ofRows)
                    .integer(columnParts)
                    .address(ofColumns)
                    .integer(chunks)
                    .index(rows)
                    .integer(columns)
                    .integer(rowBlocks)
                    .address(CudaBuffer.of(rowMoments).address())
                    .address(CudaBuffer.of(columnMoments).address())
                    .address(rowFactors)
                    .address(columnFactors)
                    .address(rowSums)
                    .on(card);
        }

        /** A {@code FactoredUpdates}. */
        Launch updates(Buffer g, Launch launch) {
            return launch.numbers(CudaBuffer.read(g))
                    .address(rowFactors)
                    .address(columnFactors)
                    .address(rowSums)
                    .index(rows)
                    .integer(columns)
                    .integer(rowBlocks);
        }
    }

    /** An {@code AdaFactorNumbers}. */
    private static Launch numbers(AdaFactorStep step, Launch launch) {
        return launch.real(step.decay())
                .real(step.stepSize())
                .real(step.clip())
                .real(step.minimumScale())
                .real(step.epsilon());
    }

    @Override
    public void adamW(AdamWStep step, Buffer w, Buffer g, Buffer m, Buffer v, Mask mask) {
        adamW(step, List.of(new UpdatedTensor(w, g, m, v, mask)));
    }

    @Override
    public void adamW(AdamWStep step, List<UpdatedTensor> updated) {
        tensors.set(updated);
        Launch launch = Launch.blocks("adamW", tensors.chunks())
                .real(step.beta1())
                .real(step.beta2())
                .real(1 - step.rate() * step.decay())
                .real(step.rate() / step.correction1())
                .real((float) (1 / Math.sqrt(step.correction2())))
                .real(step.epsilon());
        tensors.giveTo(launch).on(card);
        weightsChanged(updated);
    }

    @Override
    public void momentum(MomentumStep step, Buffer w, Buffer g, Buffer m, Mask mask) {
        momentum(step, List.of(new UpdatedTensor(w, g, m, null, mask)));
    }

    @Override
    public void momentum(MomentumStep step, List<UpdatedTensor> updated) {
        tensors.set(updated);
        Launch launch = Launch.blocks("momentum", tensors.chunks())
                .real(step.rate())
                .real(step.momentum())
                .real(step.decay());
        tensors.giveTo(launch).on(card);
        weightsChanged(updated);
    }

    private static int sumBlocks(Buffer x) {
        return Sums.blocks(Launch.ceilDiv(x.size(), 4));
    }
}
