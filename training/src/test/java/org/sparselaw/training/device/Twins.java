package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a kernel on a device and on the oracle, on the same values. */
final class Twins {
    private final Device device;
    private final Device oracle;
    private final Random random = new Random(7);

    Twins(Device device, Device oracle) {
        this.device = device;
        this.oracle = oracle;
    }

    /** A buffer on each. */
    record Tensor(Buffer tested, Buffer exact) {
        Tensor set(float... values) {
            tested.set(values);
            exact.set(values);
            return this;
        }

        /** Errors are measured against the greatest exact number of the tensor. */
        void assertClose(double tolerance) {
            float[] expected = exact.toArray();
            double greatest = 1e-30;
            for (float value : expected) {
                greatest = Math.max(greatest, Math.abs(value));
            }
            float[] actual = tested.toArray();
            int worst = 0;
            for (int i = 0; i < expected.length; i++) {
                // Written so that NaN is worse than any number.
                if (!(Math.abs(actual[i] - expected[i]) <= Math.abs(actual[worst] - expected[worst]))) {
                    worst = i;
                }
            }
            assertThat((double) actual[worst])
                    .as("number %d of %d", worst, expected.length)
                    .isCloseTo(expected[worst], within(tolerance * greatest));
        }

        void assertSame() {
            assertThat(tested.toArray()).containsExactly(exact.toArray());
        }
    }

    record Tokens(Ids tested, Ids exact) {}

    record Kept(Mask tested, Mask exact) {
        void assertSame() {
            assertThat(tested.toBits()).containsExactly(exact.toBits());
            assertThat(tested.kept()).isEqualTo(exact.kept());
        }
    }

    /** One of the two devices, with its half of every operand. */
    record Side(Device device, boolean isTested) {
        Buffer of(Tensor x) {
            return x == null ? null : isTested ? x.tested : x.exact;
        }

        Ids of(Tokens x) {
            return x == null ? null : isTested ? x.tested : x.exact;
        }

        Mask of(Kept x) {
            return x == null ? null : isTested ? x.tested : x.exact;
        }

        Matrix matrix(Tensor x, int offset, int rows, int columns, int rowStride) {
            return new Matrix(of(x), offset, rows, columns, rowStride, 1);
        }
    }

    void run(Consumer<Side> kernel) {
        kernel.accept(new Side(device, true));
        kernel.accept(new Side(oracle, false));
    }

    /** The result on the device, then the exact one. */
    <T> List<T> results(Function<Side, T> kernel) {
        return List.of(kernel.apply(new Side(device, true)), kernel.apply(new Side(oracle, false)));
    }

    Tensor zeros(int size) {
        return new Tensor(device.allocate(size), oracle.allocate(size));
    }

    Tensor of(float... values) {
        return zeros(values.length).set(values);
    }

    Tensor normal(int size, double deviation) {
        return of(normals(random, size, deviation));
    }

    static float[] normals(Random random, int size, double deviation) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    Tokens tokens(int... values) {
        Tokens tokens = new Tokens(device.allocateIds(values.length), oracle.allocateIds(values.length));
        tokens.tested.set(values);
        tokens.exact.set(values);
        return tokens;
    }

    Tokens randomTokens(int size, int from, int to) {
        return tokens(random.ints(size, from, to).toArray());
    }

    Kept mask(int size) {
        return new Kept(device.allocateMask(size), oracle.allocateMask(size));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
