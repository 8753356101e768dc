package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Arguments of a kernel as {@code cuLaunchKernel} takes them in one piece (its parameter {@code extra}), and copies at once. */
final class LaunchArguments implements AutoCloseable {
    /** Of a kernel, by CUDA's programming guide. */
    private static final int MOST_BYTES = 4096;

    // Names of what follows, in cuda.h: CU_LAUNCH_PARAM_...
    private static final long BUFFER_POINTER = 1;
    private static final long BUFFER_SIZE = 2;
    private static final long END = 0;

    private final BytePointer bytes = new BytePointer(MOST_BYTES);
    private final LongPointer size = new LongPointer(1);
    private final LongPointer list;
    private final PointerPointer<Pointer> extra;
    private final ByteBuffer bytesView = bytes.asByteBuffer();
    private final LongBuffer sizeView = size.asBuffer();

    LaunchArguments() {
        list = new LongPointer(BUFFER_POINTER, bytes.address(), BUFFER_SIZE, size.address(), END);
        extra = new PointerPointer<>(list);
    }

    /** @param arguments from 0 to the position */
    PointerPointer<Pointer> of(ByteBuffer arguments) {
        bytesView.put(0, arguments, 0, arguments.position());
        sizeView.put(0, arguments.position());
        return extra;
    }

    @Override
    public void close() {
        bytes.close();
        size.close();
        list.close();
    }
}
