package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cudart.CUDA_SUCCESS;
import static org.bytedeco.cuda.global.cudart.CUDA_VERSION;
import static org.bytedeco.cuda.global.cudart.cuDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cuInit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;

/** What a GPU can be used with: presets, driver, libraries and a card new enough, each looked for when those before are there. */
final class CudaRequirements {
    private static final String DRIVER = "libcuda.so.1";

    /** As the dynamic linker says it. */
    private static final Pattern NOT_FOUND =
            Pattern.compile("(lib[\\w-]+\\.so[.\\d]*): cannot open shared object file");

    private static final List<Supplier<Optional<String>>> CHECKS = List.of(
            CudaRequirements::presets,
            CudaRequirements::driver,
            CudaRequirements::libraries,
            CudaRequirements::driverVersion,
            CudaRequirements::card);

    private static Optional<String> missing;

    private CudaRequirements() {}

    /** The first that is missing, and what would help. Found once: a class whose library did not load never comes back. */
    static synchronized Optional<String> missing() {
        if (missing == null) {
            missing =
                    CHECKS.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
        }
        return missing;
    }

    private static Optional<String> presets() {
        String natives = "org/bytedeco/cuda/" + Loader.getPlatform() + "/libjnicudart.so";
        if (CudaRequirements.class.getClassLoader().getResource(natives) == null) {
            return Optional.of("the CUDA presets (build with the Maven profile cuda)");
        }
        if (CUDA_VERSION < 12_000) {
            return Optional.of("presets of CUDA 12 or newer (build with the profile cuda instead of cuda11)");
        }
        return Optional.empty();
    }

    /** Before any class of the presets is touched, for all of them need it. */
    private static Optional<String> driver() {
        try {
            Loader.loadGlobal(DRIVER);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of("the NVIDIA driver (" + e.getMessage() + ")");
        }
    }

    private static Optional<String> libraries() {
        try {
            Loader.load(cudart.class);
            Loader.load(cublas.class);
            Loader.load(nvrtc.class);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(libraryNamedBy(e) + " (put those of CUDA " + major(CUDA_VERSION)
                    + ", from a toolkit or NVIDIA's pip packages, on LD_LIBRARY_PATH)");
        }
    }

    /** A failure to load a library that another needs is the cause of a failure to load the other. */
    private static String libraryNamedBy(Throwable failure) {
        String last = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            last = String.valueOf(cause.getMessage());
            Matcher notFound = NOT_FOUND.matcher(last);
            if (notFound.find()) {
                return notFound.group(1);
            }
        }
        return "libraries that load: " + last;
    }

    /** cuBLAS runs with any driver for its major version of CUDA, or a later one. */
    private static Optional<String> driverVersion() {
        int[] version = new int[1];
        int code = cuInit(0);
        if (code != CUDA_SUCCESS) {
            return Optional.of("a GPU (cuInit: " + CudaStatus.describe(code) + ")");
        }
        CudaStatus.driver(cuDriverGetVersion(version), "cuDriverGetVersion");
        if (major(version[0]) < major(CUDA_VERSION)) {
            return Optional.of("a driver for CUDA " + major(CUDA_VERSION) + " (here is one for CUDA "
                    + major(version[0]) + ": update it, or build with older presets as pom.xml says)");
        }
        return Optional.empty();
    }

    private static Optional<String> card() {
        List<VisibleGpu> gpus = VisibleGpu.all();
        if (gpus.stream().anyMatch(VisibleGpu::isNewEnough)) {
            return Optional.empty();
        }
        return Optional.of("a GPU of " + VisibleGpu.needed() + " (here: " + gpus + ")");
    }

    /** Of a version such as 13010. */
    private static int major(int version) {
        return version / 1000;
    }
}
