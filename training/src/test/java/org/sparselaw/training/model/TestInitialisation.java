package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.model.TensorSpec.Role;

/** Variances over enough draws that 3 % is at least four standard errors. */
class TestInitialisation {
    private static final int HEAD_SIZE = 16;

    @Test
    void attentionKernelsHaveVarianceOneOverFanIn() {
        assertThat(variance(kernel("a.SelfAttention.k.weight", 160, 250))).isEqualTo(1 / 250.0, within(0.03 / 250));
        assertThat(variance(kernel("a.EncDecAttention.o.weight", 250, 160))).isEqualTo(1 / 160.0, within(0.03 / 160));
    }

    @Test
    void queriesAreDividedByTheRootOfTheHeadSize() {
        double expected = 1 / (250.0 * HEAD_SIZE);

        assertThat(variance(kernel("a.SelfAttention.q.weight", 160, 250))).isEqualTo(expected, within(0.03 * expected));
    }

    @Test
    void feedForwardKernelsAreTruncatedAndStillHaveVarianceOneOverFanIn() {
        float[] weights = kernel("a.DenseReluDense.wo.weight", 160, 250);
        double deviation = Math.sqrt(1 / 250.0);
        double greatest = 0;
        for (float w : weights) {
            greatest = Math.max(greatest, Math.abs(w));
        }

        assertThat(variance(weights)).isEqualTo(1 / 250.0, within(0.03 / 250));
        assertThat(greatest).isBetween(2.2 * deviation, 2 * deviation / 0.8796);
    }

    @Test
    void embeddingsHaveVarianceOne() {
        assertThat(variance(values(new TensorSpec("shared.weight", List.of(400, 100), Role.EMBEDDING))))
                .isEqualTo(1, within(0.03));
    }

    @Test
    void relativeBiasesAreUniformWithVarianceOneOverFanAverage() {
        float[] weights = values(new TensorSpec("bias", List.of(32, 1000), Role.RELATIVE_BIAS));
        double limit = Math.sqrt(3 / 516.0);

        assertThat(variance(weights)).isEqualTo(1 / 516.0, within(0.03 / 516));
        for (float w : weights) {
            assertThat(Math.abs(w)).isLessThanOrEqualTo((float) limit);
        }
    }

    @Test
    void normScalesAreOne() {
        assertThat(values(new TensorSpec("norm", List.of(3), Role.NORM))).containsExactly(1, 1, 1);
    }

    @Test
    void tensorsAndSeedsDrawDifferentNumbers() {
        TensorSpec a = new TensorSpec("a.SelfAttention.k.weight", List.of(2, 2), Role.KERNEL);
        TensorSpec b = new TensorSpec("b.SelfAttention.k.weight", List.of(2, 2), Role.KERNEL);

        assertThat(Initialisation.t5(a, HEAD_SIZE, 1)).isNotEqualTo(Initialisation.t5(b, HEAD_SIZE, 1));
        assertThat(Initialisation.t5(a, HEAD_SIZE, 1)).isNotEqualTo(Initialisation.t5(a, HEAD_SIZE, 2));
        assertThat(Initialisation.t5(a, HEAD_SIZE, 1)).isEqualTo(Initialisation.t5(a, HEAD_SIZE, 1));
    }

    private static float[] kernel(String name, int out, int in) {
        return values(new TensorSpec(name, List.of(out, in), Role.KERNEL));
    }

    private static float[] values(TensorSpec tensor) {
        return Initialisation.t5(tensor, HEAD_SIZE, 3);
    }

    private static double variance(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += (double) value * value;
        }
        return sum / x.length;
    }
}
