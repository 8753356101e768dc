package org.sparselaw.training.device.cpu;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.cpu.QueryBand.Part;

/**
 * The gradient of an attention's bias, summed over sequences. A worker adds to the total where a head begins with it; to a
 * head that the worker before has begun it adds sums of its own, which are joined in the order of the workers.
 */
final class BiasGradients {
    private static final int NONE = -1;

    private final int perHead;
    private final CpuBuffer total;
    private final CpuBuffer[] own;
    private final int[] ownHead;

    /** @param total heads x queries x keys, added to; null when there is no bias, and then nothing is summed */
    BiasGradients(AttentionShape shape, CpuBuffer total, Scratch[] sums) {
        perHead = QueryBand.perHead(shape);
        this.total = total;
        own = new CpuBuffer[sums.length];
        ownHead = new int[sums.length];
        Arrays.fill(ownHead, NONE);
        for (int worker = 1; total != null && worker < sums.length; worker++) {
            own[worker] = sums[worker].atLeast(perHead);
        }
    }

    /** Adds the gradients of the scores of a band in one sequence. */
    void add(Part part, int worker, QueryBand band, ByteBuffer gradients, int start) {
        if (total == null) {
            return;
        }
        if (part.begunByAnother() && ownHead[worker] == NONE) {
            ownHead[worker] = part.head();
            VectorKernels.fill(own[worker], 0);
        }
        CpuBuffer to = part.begunByAnother() ? own[worker] : total;
        int toStart = (part.begunByAnother() ? 0 : part.head() * perHead)
                + band.first() * band.shape().keys();
        for (int query = 0; query < band.queries(); query++) {
            int from = start + query * band.keys();
            int at = toStart + query * band.shape().keys();
            VectorKernels.add(gradients, from, to.bytes(), at, band.keys());
        }
    }

    void join() {
        for (int worker = 1; worker < own.length; worker++) {
            if (ownHead[worker] != NONE) {
                VectorKernels.add(own[worker].bytes(), 0, total.bytes(), ownHead[worker] * perHead, perHead);
            }
        }
    }
}
