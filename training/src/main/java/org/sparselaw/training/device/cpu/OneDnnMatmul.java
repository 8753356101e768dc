package org.sparselaw.training.device.cpu;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cpu.Gemm.Strides;

/**
 * Matrix multiplication by oneDNN's matmul primitive, in f32 or with operands in bf16. A primitive is compiled for one geometry
 * (tens of microseconds) and kept; a call then costs about half a microsecond on top of the arithmetic. Strides express
 * transposes and batches without copies, post-operations express alpha and beta.
 *
 * <p>Two kinds of products are kept from oneDNN 3.8.1, which gets some of them wrong without a sign: those over two batch
 * dimensions at once, such as sequences and heads, when the rows of B are longer than its heads (there is one here), and those
 * where a matrix has one row or column only, such as a C of one column whose row stride is not 1 (OpenBLAS does them).
 *
 * <p>Primitives work in a scratchpad of ours. oneDNN's own would be one a thread, and a primitive might then run only on the
 * thread that made it.
 */
final class OneDnnMatmul implements MatmulEngine {
    private static final engine ENGINE = new engine(engine.kind.cpu, 0);

    private final stream stream = new stream(ENGINE);
    private final Map<Gemm, Primitive> primitives = new HashMap<>();
    private final Map<Integer, Reorder> roundings = new HashMap<>();
    private final Map<Integer, Reorder> widenings = new HashMap<>();
    private final FloatAddress pointer = new FloatAddress();
    private final OffHeap offHeap;
    private CpuBuffer scratchpad;
    private BlasMatmul vectors;

    /** @throws LinkageError when the library does not load on this machine */
    OneDnnMatmul(OffHeap offHeap) {
        this.offHeap = offHeap;
        this.scratchpad = offHeap.allocate(1);
    }

    @Override
    public void multiply(Gemm gemm, long a, long b, long c) {
        if (gemm.m() == 1 || gemm.n() == 1 || gemm.k() == 1) {
            multiplyVectors(gemm, a, b, c);
        } else {
            primitives.computeIfAbsent(gemm, Primitive::new).run(a, b, c);
        }
    }

    /** The bit of AVX-512 BF16 in oneDNN's set of instructions. */
    private static final int AVX512_BF16 = 0x80;

    @Override
    public boolean multipliesBf16() {
        return (dnnl.dnnl_get_effective_cpu_isa() & AVX512_BF16) != 0;
    }

    @Override
    public void round(int count, long from, long to) {
        roundings
                .computeIfAbsent(count, n -> new Reorder(n, memory.data_type.f32, memory.data_type.bf16))
                .run(from, to);
    }

    @Override
    public void widen(int count, long from, long to) {
        widenings
                .computeIfAbsent(count, n -> new Reorder(n, memory.data_type.bf16, memory.data_type.f32))
                .run(from, to);
    }

    private void multiplyVectors(Gemm gemm, long a, long b, long c) {
        if (vectors == null) {
            vectors = new BlasMatmul();
        }
        vectors.multiply(gemm, a, b, c);
    }

    @Override
    public String description() {
        dnnl_version_t version = dnnl.dnnl_version();
        return "oneDNN " + version.major() + "." + version.minor() + "." + version.patch() + " (isa 0x"
                + Integer.toHexString(dnnl.dnnl_get_effective_cpu_isa()) + ")";
    }

    /** The implementation that oneDNN chose, for benchmarks. */
    String implementation(Gemm gemm) {
        return primitives.get(gemm).description.impl_info_str().getString();
    }

    @Override
    public void close() {
        primitives.values().forEach(Primitive::close);
        primitives.clear();
        roundings.values().forEach(Reorder::close);
        roundings.clear();
        widenings.values().forEach(Reorder::close);
        widenings.clear();
        stream.close();
    }

    private CpuBuffer scratchpad(long bytes) {
        if ((long) scratchpad.padded() * Float.BYTES < bytes) {
            offHeap.free(scratchpad);
            scratchpad = offHeap.allocate((int) (bytes / Float.BYTES + 1));
        }
        return scratchpad;
    }

    private static memory.desc descriptor(Gemm gemm, memory.data_type type, int rows, int columns, Strides s) {
        if (gemm.batch() > 1) {
            return descriptor(type, new long[] {gemm.batch(), rows, columns}, s.batch(), s.row(), s.column());
        }
        return descriptor(type, new long[] {rows, columns}, s.row(), s.column());
    }

    private static memory.desc descriptor(memory.data_type type, long[] extents, long... strides) {
        return new memory.desc(extents, type, strides);
    }

    /** An operand of a call, and where it was last. */
    private final class Place {
        private final memory operand;
        private long address;

        Place(memory operand) {
            this.operand = operand;
        }

        void at(long newAddress) {
            if (address != newAddress) {
                address = newAddress;
                dnnl_memory handle = operand.get();
                dnnl.dnnl_memory_set_data_handle(handle, pointer.at(newAddress));
            }
        }
    }

    /** One compiled conversion between f32 and bf16. */
    private final class Reorder {
        private final reorder primitive;
        private final memory from;
        private final memory to;
        private final Place fromPlace;
        private final Place toPlace;
        private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(2);

        Reorder(int count, memory.data_type source, memory.data_type target) {
            long[] extents = {count};
            try (memory.desc sourceShape = descriptor(source, extents, 1);
                    memory.desc targetShape = descriptor(target, extents, 1)) {
                from = new memory(sourceShape, ENGINE, null);
                to = new memory(targetShape, ENGINE, null);
            }
            try (reorder.primitive_desc description = new reorder.primitive_desc(from, to)) {
                primitive = new reorder(description);
            }
            fromPlace = new Place(from);
            toPlace = new Place(to);
            arguments.position(0).arg(dnnl.DNNL_ARG_SRC).memory(from.get());
            arguments.position(1).arg(dnnl.DNNL_ARG_DST).memory(to.get());
            arguments.position(0);
        }

        void run(long source, long target) {
            fromPlace.at(source);
            toPlace.at(target);
            check(dnnl.dnnl_primitive_execute(primitive.get(), stream.get(), 2, arguments));
        }

        void close() {
            arguments.close();
            from.close();
            to.close();
            primitive.close();
        }
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("oneDNN failed with status " + status);
        }
    }

    /** One compiled product. */
    private final class Primitive {
        private static final int ARGUMENTS = 4;

        private final matmul.primitive_desc description;
        private final matmul primitive;
        private final dnnl_primitive handle;
        private final memory a;
        private final memory b;
        private final memory c;
        private final memory scratch;
        private final long scratchBytes;
        private final dnnl_exec_arg_t arguments;
        private final Place aPlace;
        private final Place bPlace;
        private final Place cPlace;
        private final Place scratchPlace;

        Primitive(Gemm gemm) {
            memory.data_type f32 = memory.data_type.f32;
            memory.data_type type = gemm.operands() == Precision.F32 ? f32 : memory.data_type.bf16;
            try (primitive_attr attributes = new primitive_attr();
                    post_ops operations = new post_ops();
                    memory.desc aShape = descriptor(gemm, type, gemm.m(), gemm.k(), gemm.a());
                    memory.desc bShape = descriptor(gemm, type, gemm.k(), gemm.n(), gemm.b());
                    memory.desc cShape = descriptor(gemm, f32, gemm.m(), gemm.n(), gemm.c())) {
                if (gemm.alpha() != 1) {
                    operations.append_eltwise(dnnl.algorithm.eltwise_linear, gemm.alpha(), 0);
                }
                if (gemm.beta() != 0) {
                    operations.append_sum();
                }
                attributes.set_post_ops(operations);
                attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
                description = new matmul.primitive_desc(ENGINE, aShape, bShape, cShape, attributes, false);
                primitive = new matmul(description);
                handle = primitive.get();
                a = new memory(aShape, ENGINE, null);
                b = new memory(bShape, ENGINE, null);
                c = new memory(cShape, ENGINE, null);
                try (memory.desc shape = description.scratchpad_desc()) {
                    scratchBytes = shape.get_size();
                    scratch = new memory(shape, ENGINE, null);
                }
            }
            aPlace = new Place(a);
            bPlace = new Place(b);
            cPlace = new Place(c);
            scratchPlace = new Place(scratch);
            arguments = new dnnl_exec_arg_t(ARGUMENTS);
            argument(0, dnnl.DNNL_ARG_SRC, a);
            argument(1, dnnl.DNNL_ARG_WEIGHTS, b);
            argument(2, dnnl.DNNL_ARG_DST, c);
            argument(3, dnnl.DNNL_ARG_SCRATCHPAD, scratch);
            arguments.position(0);
        }

        private void argument(int position, int name, memory value) {
            arguments.position(position).arg(name).memory(value.get());
        }

        void run(long aAddress, long bAddress, long cAddress) {
            aPlace.at(aAddress);
            bPlace.at(bAddress);
            cPlace.at(cAddress);
            if (scratchBytes > 0) {
                scratchPlace.at(scratchpad(scratchBytes).address(0));
            }
            check(dnnl.dnnl_primitive_execute(handle, stream.get(), ARGUMENTS, arguments));
        }

        void close() {
            arguments.close();
            a.close();
            b.close();
            c.close();
            scratch.close();
            primitive.close();
            description.close();
        }
    }
}
