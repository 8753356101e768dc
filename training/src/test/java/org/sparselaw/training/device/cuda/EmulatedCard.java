package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Precision;

/** Runs the kernels on the processor, compiled as C++: see {@code src/test/cpp/emulation.h}. */
public final class EmulatedCard implements Card {
    /** In which order the threads of a block come: what depends on it lacks a barrier. */
    public enum Order {
        FORWARDS,
        BACKWARDS
    }

    private final Order order;
    private final List<Long> addresses = new ArrayList<>();

    private EmulatedCard(Order order) {
        this.order = order;
    }

    /** Why there is none, if so: no C++ compiler. */
    public static Optional<String> missing() {
        return EmulatedKernels.missing();
    }

    static EmulatedCard open(Order order) {
        return new EmulatedCard(order);
    }

    /** A CUDA device, where none is {@link #missing}. */
    public static Device device(Precision precision, Order order) {
        return new CudaDevice(new EmulatedCard(order), precision);
    }

    @Override
    public String description() {
        return "emulated GPU";
    }

    /** As many as a small card has: grids are filled, and threads take several turns. */
    @Override
    public int multiprocessors() {
        return 2;
    }

    @Override
    public long allocate(long bytes) {
        long address = allocateNative(bytes);
        addresses.add(address);
        return address;
    }

    @Override
    public void upload(ByteBuffer from, long to) {
        copyNative(addressOf(from) + from.position(), to, from.remaining());
    }

    @Override
    public void download(long from, ByteBuffer to) {
        copyNative(from, addressOf(to), to.limit());
    }

    @Override
    public void copy(long from, long to, long bytes) {
        copyNative(from, to, bytes);
    }

    @Override
    public void launch(Launch launch) {
        run(
                launch.kernel(),
                launch.blocks(),
                launch.blocksY(),
                launch.blocksZ(),
                launch.threads(),
                launch.shared(),
                order == Order.BACKWARDS,
                Arrays.copyOf(launch.arguments().array(), launch.arguments().position()));
    }

    @Override
    public void multiply(Product p) {
        product(
                p.alpha(),
                p.a().address(),
                p.a().rowStride(),
                p.a().columnStride(),
                p.b().address(),
                p.b().rowStride(),
                p.b().columnStride(),
                p.a().storage() == Storage.BF16,
                p.beta(),
                p.c().address(),
                p.c().rowStride(),
                p.c().storage() == Storage.BF16,
                p.c().rows(),
                p.c().columns(),
                p.a().columns(),
                p.tensorFloats());
    }

    @Override
    public void close() {
        addresses.forEach(EmulatedCard::free);
        addresses.clear();
    }

    private static native long allocateNative(long bytes);

    private static native void free(long address);

    private static native void copyNative(long from, long to, long bytes);

    private static native long addressOf(ByteBuffer direct);

    private static native void run(
            String kernel, int x, int y, int z, int threads, int shared, boolean backwards, byte[] arguments);

    private static native void product(
            float alpha,
            long a,
            int aRow,
            int aColumn,
            long b,
            int bRow,
            int bColumn,
            boolean bf16,
            float beta,
            long c,
            int cRow,
            boolean cBf16,
            int m,
            int n,
            int k,
            boolean tensorFloats);
}
