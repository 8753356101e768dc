package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cudart.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
import static org.bytedeco.cuda.global.cudart.cuFuncSetAttribute;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The kernels in the memory of a card, by their names. */
final class LoadedKernels implements AutoCloseable {
    private final CUmod_st module = new CUmod_st();
    private final CUstream_st stream;
    private final LaunchArguments arguments = new LaunchArguments();
    private final Map<String, Loaded> loaded = new HashMap<>();

    LoadedKernels(byte[] cubin, CUstream_st stream) {
        this.stream = stream;
        try (BytePointer code = new BytePointer(cubin)) {
            CudaStatus.driver(cuModuleLoadData(module, code), "cuModuleLoadData");
        }
    }

    /** A grid without blocks is nothing to do. */
    void launch(Launch launch) {
        if (launch.blocks() == 0 || launch.blocksY() == 0 || launch.blocksZ() == 0) {
            return;
        }
        Loaded kernel = loaded.computeIfAbsent(launch.kernel(), this::load);
        kernel.allowShared(launch.shared());
        int code = cuLaunchKernel(
                kernel.function,
                launch.blocks(),
                launch.blocksY(),
                launch.blocksZ(),
                launch.threads(),
                1,
                1,
                launch.shared(),
                stream,
                (PointerPointer<Pointer>) null,
                arguments.of(launch.arguments()));
        if (code != 0) {
            CudaStatus.driver(code, "cuLaunchKernel of " + launch.kernel());
        }
    }

    private Loaded load(String name) {
        CUfunc_st function = new CUfunc_st();
        CudaStatus.driver(cuModuleGetFunction(function, module, name), "cuModuleGetFunction of " + name);
        return new Loaded(name, function);
    }

    private static final class Loaded {
        /** What every kernel may have; more must be asked for. */
        private int shared = 48 << 10;

        private final String name;
        private final CUfunc_st function;

        Loaded(String name, CUfunc_st function) {
            this.name = name;
            this.function = function;
        }

        void allowShared(int bytes) {
            if (bytes > shared) {
                CudaStatus.driver(
                        cuFuncSetAttribute(function, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes),
                        "cuFuncSetAttribute of " + name + ", " + bytes + " bytes of shared memory");
                shared = bytes;
            }
        }
    }

    @Override
    public void close() {
        cuModuleUnload(module);
        arguments.close();
    }
}
