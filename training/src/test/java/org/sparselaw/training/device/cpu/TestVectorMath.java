package org.sparselaw.training.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class TestVectorMath {
    @Test
    void expIsWithinThreeTenMillionths() {
        Random random = new Random(5);
        double worst = 0;
        for (int i = 0; i < 1_000_000; i++) {
            float x = (float) (random.nextDouble() * 175 - 87);
            double exact = Math.exp(x);
            worst = Math.max(worst, Math.abs(VectorMath.exp(x) - exact) / exact);
        }
        assertThat(worst).isLessThan(3e-7);
    }

    @Test
    void expAtItsEnds() {
        assertThat(VectorMath.exp(0f)).isEqualTo(1);
        assertThat(VectorMath.exp(-87.34f)).isZero();
        assertThat(VectorMath.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(VectorMath.exp(-1e30f)).isZero();
        assertThat(VectorMath.exp(Float.NaN)).isNaN();
    }

    @Test
    void vectorsAndSingleNumbersGiveTheSameBits() {
        Random random = new Random(6);
        float[] x = new float[VectorMath.LANES];
        float[] vectors = new float[VectorMath.LANES];
        for (int i = 0; i < 2000; i++) {
            for (int lane = 0; lane < x.length; lane++) {
                x[lane] = (float) (random.nextDouble() * 190 - 102);
            }
            VectorMath.exp(FloatVector.fromArray(VectorMath.SPECIES, x, 0)).intoArray(vectors, 0);
            for (int lane = 0; lane < x.length; lane++) {
                assertThat(vectors[lane]).as("exp(%s)", x[lane]).isEqualTo(VectorMath.exp(x[lane]));
            }
        }
    }

    @Test
    void sumAndGreatestOverAllLanes() {
        float[] x = new float[VectorMath.LANES];
        for (int lane = 0; lane < x.length; lane++) {
            x[lane] = lane - 3;
        }
        FloatVector vector = FloatVector.fromArray(VectorMath.SPECIES, x, 0);
        assertThat(VectorMath.sum(vector)).isEqualTo(x.length * (x.length - 1) / 2 - 3 * x.length);
        assertThat(VectorMath.greatest(vector)).isEqualTo(x.length - 4);
        assertThat(VectorMath.greatest(vector.neg())).isEqualTo(3);
    }
}
