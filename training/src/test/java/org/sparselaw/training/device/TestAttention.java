package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Twins.Tensor;
import org.sparselaw.training.device.Twins.Tokens;
import org.sparselaw.training.device.cpu.CpuDevice;

class TestAttention {
    /** Of sums of some hundred products of numbers that are rounded to 8 bits. */
    private static final double BF16 = 2e-2;

    private static final String DEVICES = "org.sparselaw.training.device.TestedDevices#all";

    @ParameterizedTest
    @MethodSource(DEVICES)
    void forwardAndBackwardOnFusedProjectionsAtRaggedSizes(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            for (Visibility visibility : Visibility.values()) {
                compare(twins, new AttentionShape(3, 2, 17, 33, 5, 1, visibility), true, true, 1);
                compare(twins, new AttentionShape(2, 3, 32, 16, 16, 0.25f, visibility), false, false, 1);
                compare(twins, new AttentionShape(2, 1, 1, 1, 8, 1, visibility), true, false, 1);
                compare(twins, new AttentionShape(5, 1, 1, 1, 8, 1, visibility), true, false, 1);
                compare(twins, new AttentionShape(2, 4, 7, 50, 16, 1, visibility), false, true, 1);
                compare(twins, new AttentionShape(2, 1, 300, 270, 16, 1, visibility), true, true, 1);
                compare(twins, new AttentionShape(3, 2, 260, 300, 16, 1, visibility), true, false, 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void inBf16ItIsTheSameButForRounding(Visibility visibility) {
        try (Device device = bf16()) {
            Twins twins = new Twins(device, new NaiveDevice());
            compare(twins, new AttentionShape(5, 3, 17, 33, 6, 1, visibility), true, true, 1, BF16);
            compare(twins, new AttentionShape(2, 3, 150, 150, 16, 0.25f, visibility), true, true, 1, BF16);
            compare(twins, new AttentionShape(2, 1, 1, 1, 8, 1, visibility), true, false, 1, BF16);
        }
    }

    /** Two threads; one of them begins in the middle of a head. */
    private static Device bf16() {
        try {
            return CpuDevice.open(2, Precision.BF16);
        } catch (UsageException e) {
            return abort(e.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void logitsOfTenThousandDoNotOverflow(Device device) {
        try (device) {
            Twins twins = new Twins(device, new NaiveDevice());
            compare(twins, new AttentionShape(2, 2, 19, 37, 8, 1, Visibility.ALL), true, true, 60);
        }
    }

    private static void compare(Twins twins, AttentionShape shape, boolean biased, boolean padded, double deviation) {
        // Logits in the thousands are themselves rounded by some 1e-3.
        compare(twins, shape, biased, padded, deviation, deviation > 1 ? 2e-2 : 1e-5);
    }

    private static void compare(
            Twins twins, AttentionShape shape, boolean biased, boolean padded, double deviation, double tolerance) {
        int width = shape.heads() * shape.headSize();
        int queryRows = shape.batch() * shape.queries();
        int keyRows = shape.batch() * shape.keys();
        Tensor q = twins.normal(queryRows * width, deviation);
        Tensor kv = twins.normal(keyRows * 2 * width, deviation);
        Tensor dOut = twins.normal(queryRows * width, 1);
        Tensor bias = biased ? twins.normal(shape.heads() * shape.queries() * shape.keys(), 2 * deviation) : null;
        Tensor dBias = biased ? twins.normal(shape.heads() * shape.queries() * shape.keys(), 1) : null;
        Tokens tokens = padded ? twins.tokens(padding(twins, shape)) : null;
        Tensor out = twins.zeros(queryRows * width);
        Tensor dq = twins.normal(queryRows * width, 1);
        Tensor dkv = twins.normal(keyRows * 2 * width, 1);
        twins.run(side -> {
            Matrix qs = Matrix.of(side.of(q), queryRows, width);
            Matrix ks = side.matrix(kv, 0, keyRows, width, 2 * width);
            Matrix vs = side.matrix(kv, width, keyRows, width, 2 * width);
            Matrix outs = Matrix.of(side.of(out), queryRows, width);
            Buffer memory = side.device().allocate(side.device().attentionMemory(shape));
            AttentionInput input = new AttentionInput(qs, ks, vs, side.of(bias), side.of(tokens));
            side.device().attention(shape, input, memory, outs);
            side.device()
                    .attentionBackward(
                            shape,
                            input,
                            memory,
                            outs,
                            Matrix.of(side.of(dOut), queryRows, width),
                            Matrix.of(side.of(dq), queryRows, width),
                            side.matrix(dkv, 0, keyRows, width, 2 * width),
                            side.matrix(dkv, width, keyRows, width, 2 * width),
                            side.of(dBias));
        });
        out.assertClose(tolerance);
        dq.assertClose(tolerance);
        dkv.assertClose(tolerance);
        if (biased) {
            dBias.assertClose(tolerance);
        }
    }

    /** The second sequence is all padding, the others end in some. */
    private static int[] padding(Twins twins, AttentionShape shape) {
        int[] tokens = new int[shape.batch() * shape.keys()];
        for (int sequence = 0; sequence < shape.batch(); sequence++) {
            int end = sequence == 1 ? 0 : shape.keys() - twins.below(shape.keys());
            Arrays.fill(tokens, sequence * shape.keys(), sequence * shape.keys() + end, 5);
        }
        return tokens;
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void aQueryThatSeesNoKeyGetsZeros(Device device) {
        try (device) {
            AttentionShape shape = new AttentionShape(1, 1, 2, 20, 4, 1, Visibility.ALL);
            Buffer ones = device.allocate(80);
            device.fill(ones, 1);
            Buffer out = device.allocate(8);
            device.fill(out, 9);
            Matrix keys = Matrix.of(ones, 20, 4);
            Ids padding = device.allocateIds(20);
            AttentionInput input = new AttentionInput(Matrix.of(ones, 2, 4), keys, keys, null, padding);
            Buffer memory = device.allocate(device.attentionMemory(shape));
            device.attention(shape, input, memory, Matrix.of(out, 2, 4));
            assertThat(out.toArray()).containsOnly(0f);
        }
    }

    @ParameterizedTest
    @MethodSource(DEVICES)
    void queriesThatAreNotNumbersDoNotGoUnnoticed(Device device) {
        try (device) {
            AttentionShape shape = new AttentionShape(1, 1, 1, 20, 4, 1, Visibility.ALL);
            Buffer keys = device.allocate(80);
            device.fill(keys, 1);
            Buffer queries = device.allocate(4);
            device.fill(queries, Float.NaN);
            Buffer out = device.allocate(4);
            Matrix ks = Matrix.of(keys, 20, 4);
            AttentionInput input = new AttentionInput(Matrix.of(queries, 1, 4), ks, ks, null, null);
            Buffer memory = device.allocate(device.attentionMemory(shape));
            device.attention(shape, input, memory, Matrix.of(out, 1, 4));
            assertThat(out.toArray()).containsOnly(Float.NaN);
        }
    }
}
