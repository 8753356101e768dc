package org.sparselaw.training.device.cpu;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparselaw.job.UsageException;

/** Picks the library for matrix multiplication: oneDNN, or OpenBLAS where that does not load. */
final class MatmulEngines {
    private static final Logger LOG = LoggerFactory.getLogger(MatmulEngines.class);

    private MatmulEngines() {}

    /** An engine a worker, all of one library. */
    static MatmulEngine[] open(int count, OffHeap memory) {
        try {
            MatmulEngine[] engines = new MatmulEngine[count];
            for (int i = 0; i < count; i++) {
                engines[i] = new OneDnnMatmul(memory);
            }
            return engines;
        } catch (LinkageError e) {
            LOG.warn("oneDNN does not load ({}): matrix multiplication by OpenBLAS, which is slower", e.toString());
            return blas(count);
        }
    }

    private static MatmulEngine[] blas(int count) {
        try {
            MatmulEngine[] engines = new MatmulEngine[count];
            for (int i = 0; i < count; i++) {
                engines[i] = new BlasMatmul();
            }
            return engines;
        } catch (LinkageError e) {
            throw new UsageException("Neither oneDNN nor OpenBLAS loads on this machine (" + e
                    + "): the CPU device needs Linux on x86-64 with glibc");
        }
    }
}
