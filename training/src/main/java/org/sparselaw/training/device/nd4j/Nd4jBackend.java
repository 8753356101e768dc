package org.sparselaw.training.device.nd4j;

import java.util.Locale;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;
import org.sparselaw.job.UsageException;

/** The processor that ND4J computes on: the CPU, or with the Maven profile {@code cuda11} a GPU. */
final class Nd4jBackend {
    private static final String CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private Nd4jBackend() {}

    /**
     * Starts ND4J unless it runs already.
     *
     * @throws UsageException when it does not start, or when a GPU is too new for it
     */
    static void start() {
        if (isCuda()) {
            Gpu.all().forEach(Gpu::check);
        }
        try {
            Nd4j.getBackend();
        } catch (LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UsageException("ND4J does not start on this machine (" + cause + "); name device: cpu");
        }
    }

    static boolean isCuda() {
        return Nd4jBackend.class.getClassLoader().getResource(CUDA) != null;
    }

    /** For the run table. */
    static String description() {
        Properties information = Nd4j.getExecutioner().getEnvironmentInformation();
        return String.format(
                Locale.ROOT,
                "ND4J on %s, %s, OMP threads %s, f32",
                information.get("backend"),
                information.get("blas.vendor"),
                information.get("omp.threads"));
    }
}
