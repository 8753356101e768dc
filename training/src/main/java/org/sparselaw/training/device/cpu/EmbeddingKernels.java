package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.put;

import java.nio.ByteBuffer;

/** Rows of a table by id, and the sums that go back into it. */
final class EmbeddingKernels {
    private EmbeddingKernels() {}

    static void embedding(CpuBuffer table, int[] ids, int width, CpuBuffer out) {
        int bytes = width * Float.BYTES;
        ByteBuffer from = table.bytes();
        ByteBuffer to = out.bytes();
        for (int i = 0; i < ids.length; i++) {
            to.put(i * bytes, from, ids[i] * bytes, bytes);
        }
    }

    /** Adds columns {@code from} to {@code to} of every row, in the order of the ids. */
    static void embeddingBackward(CpuBuffer dOut, int[] ids, int width, CpuBuffer dTable, int from, int to) {
        ByteBuffer rows = dOut.bytes();
        ByteBuffer sums = dTable.bytes();
        for (int i = 0; i < ids.length; i++) {
            VectorKernels.add(rows, i * width + from, sums, ids[i] * width + from, to - from);
        }
    }

    static void relativeBias(CpuBuffer table, int[] buckets, int heads, CpuBuffer bias) {
        ByteBuffer from = table.bytes();
        ByteBuffer to = bias.bytes();
        int pairs = buckets.length;
        for (int head = 0; head < heads; head++) {
            for (int pair = 0; pair < pairs; pair++) {
                put(to, head * pairs + pair, at(from, buckets[pair] * heads + head));
            }
        }
    }

    /** A bucket sums thousands of pairs: in double precision. */
    static void relativeBiasBackward(CpuBuffer dBias, int[] buckets, int heads, CpuBuffer dTable) {
        ByteBuffer from = dBias.bytes();
        ByteBuffer to = dTable.bytes();
        int pairs = buckets.length;
        double[] sums = new double[dTable.size()];
        for (int head = 0; head < heads; head++) {
            for (int pair = 0; pair < pairs; pair++) {
                sums[buckets[pair] * heads + head] += at(from, head * pairs + pair);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            put(to, i, (float) (at(to, i) + sums[i]));
        }
    }
}
