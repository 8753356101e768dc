package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.nvrtc.NVRTC_ERROR_COMPILATION;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcVersion;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparselaw.storage.Sha256;
import org.sparselaw.training.device.Precision;

/** NVIDIA's compiler in this process, which finds no headers: from kernels to the machine code of one generation of cards. */
final class KernelCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(KernelCompiler.class);
    private static final String SOURCE_NAME = "kernels.cu";

    private KernelCompiler() {}

    /** @param log warnings, and what options asked for */
    record Compiled(byte[] cubin, String log) {}

    /** Machine code of all kernels of a precision for this compute capability, compiled once a user. */
    static byte[] cubin(int major, int minor, Precision precision) {
        String source = KernelSource.text(precision);
        String architecture = "sm_" + major + minor;
        List<String> options = options(architecture);
        String key = Sha256.of(String.join("\n", options) + "\nNVRTC " + version() + "\n" + source);
        return CubinCache.ofUser()
                .get(
                        key + "-" + architecture + ".cubin",
                        () -> compile(source, options).cubin());
    }

    static List<String> options(String architecture) {
        return List.of("--gpu-architecture=" + architecture, "--std=c++17");
    }

    /** @throws IllegalStateException with the compiler's messages when there are errors */
    static Compiled compile(String source, List<String> options) {
        _nvrtcProgram program = new _nvrtcProgram();
        try (BytePointer text = new BytePointer(source, StandardCharsets.UTF_8);
                BytePointer name = new BytePointer(SOURCE_NAME, StandardCharsets.UTF_8);
                PointerPointer<BytePointer> arguments =
                        new PointerPointer<>(options.toArray(String[]::new), StandardCharsets.UTF_8)) {
            CudaStatus.nvrtc(
                    nvrtcCreateProgram(program, text, name, 0, (PointerPointer<?>) null, (PointerPointer<?>) null),
                    "nvrtcCreateProgram");
            int code = nvrtcCompileProgram(program, options.size(), arguments);
            if (code == NVRTC_ERROR_COMPILATION) {
                throw new IllegalStateException("CUDA kernels with " + options + ":\n" + log(program));
            }
            CudaStatus.nvrtc(code, "nvrtcCompileProgram with " + options + ": " + log(program));
            return new Compiled(cubin(program), log(program));
        } finally {
            nvrtcDestroyProgram(program);
        }
    }

    private static byte[] cubin(_nvrtcProgram program) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            CudaStatus.nvrtc(nvrtcGetCUBINSize(program, size), "nvrtcGetCUBINSize");
            byte[] cubin = new byte[Math.toIntExact(size.get())];
            CudaStatus.nvrtc(nvrtcGetCUBIN(program, cubin), "nvrtcGetCUBIN");
            return cubin;
        }
    }

    private static String log(_nvrtcProgram program) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            CudaStatus.nvrtc(nvrtcGetProgramLogSize(program, size), "nvrtcGetProgramLogSize");
            byte[] log = new byte[Math.toIntExact(size.get())];
            CudaStatus.nvrtc(nvrtcGetProgramLog(program, log), "nvrtcGetProgramLog");
            return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
        }
    }

    private static String version() {
        int[] major = new int[1];
        int[] minor = new int[1];
        CudaStatus.nvrtc(nvrtcVersion(major, minor), "nvrtcVersion");
        return major[0] + "." + minor[0];
    }
}
