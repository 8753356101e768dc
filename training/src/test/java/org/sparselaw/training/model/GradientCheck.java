package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.NaiveBuffer;

/** Compares analytic gradients with central differences of fourth order in double precision. */
final class GradientCheck {
    private static final double STEP = 5e-5;
    private static final double TOLERANCE = 1e-8;

    private static final double[] OFFSETS = {-2, -1, 1, 2};
    private static final double[] WEIGHTS = {1 / 12.0, -8 / 12.0, 8 / 12.0, -1 / 12.0};

    private final Random random = new Random(7);
    private final Device device;

    GradientCheck(Device device) {
        this.device = device;
    }

    /** A buffer of numbers spread around 0, large enough for no term to vanish beside another. */
    Buffer randomBuffer(int size) {
        Buffer buffer = device.allocate(size);
        randomise(buffer, 0);
        return buffer;
    }

    void randomise(Buffer buffer, double centre) {
        double[] values = NaiveBuffer.of(buffer);
        for (int i = 0; i < values.length; i++) {
            values[i] = centre + 0.7 * random.nextGaussian();
        }
    }

    /** All weights random, scales of norms around 1. */
    void randomise(List<Parameter> parameters) {
        for (Parameter p : parameters) {
            randomise(p.weights(), p.role() == TensorSpec.Role.NORM ? 1 : 0);
        }
    }

    static double dot(Buffer x, Buffer y) {
        double sum = 0;
        for (int i = 0; i < x.size(); i++) {
            sum += NaiveBuffer.of(x)[i] * NaiveBuffer.of(y)[i];
        }
        return sum;
    }

    static void assertGradients(DoubleSupplier loss, List<Parameter> parameters) {
        for (Parameter p : parameters) {
            assertGradient(p.name(), loss, p.weights(), p.gradients());
        }
    }

    /** Changes one entry after the other and puts it back; the analytic gradient must have been computed before. */
    static void assertGradient(String name, DoubleSupplier loss, Buffer x, Buffer analytic) {
        double[] values = NaiveBuffer.of(x);
        double[] expected = NaiveBuffer.of(analytic).clone();
        double difference = 0;
        double size = 0;
        for (int i = 0; i < values.length; i++) {
            double kept = values[i];
            double numeric = 0;
            for (int k = 0; k < OFFSETS.length; k++) {
                values[i] = kept + OFFSETS[k] * STEP;
                numeric += WEIGHTS[k] * loss.getAsDouble() / STEP;
            }
            values[i] = kept;
            difference += (expected[i] - numeric) * (expected[i] - numeric);
            size += numeric * numeric;
        }
        assertThat(size).as("gradient of %s is not zero", name).isPositive();
        assertThat(Math.sqrt(difference / size))
                .as("relative error of the gradient of %s", name)
                .isLessThan(TOLERANCE);
    }
}
