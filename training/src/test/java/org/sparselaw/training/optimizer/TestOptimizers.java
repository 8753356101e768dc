package org.sparselaw.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

/** Numbers printed by src/test/python/optimizer_reference.py, with PyTorch 1.13. */
class TestOptimizers {
    private static final float[] START = {.5f, -1.25f, 2, -.03125f};
    private static final float[][] GRADIENTS = {
        {.3f, -2, .001f, 4}, {-.1f, 1.5f, .002f, 4}, {.7f, .25f, -.003f, -8}, {0, -.5f, .004f, 1}
    };

    private final Device device = new NaiveDevice();

    @Test
    void adamWIsPyTorchs() {
        double[][] expected = {
            {0.398000333, -1.14500005, 1.8920999, -0.131124975},
            {0.377157162, -1.13824097, 1.840152372, -0.180862713},
            {0.353075896, -1.136553191, 1.839912064, -0.178105612},
            {0.338204318, -1.132461518, 1.828429851, -0.177862556}
        };
        assertSteps(new Algorithm.Adam(.9, .99, 1e-6, .04), expected);
    }

    @Test
    void momentumIsPyTorchs() {
        double[][] expected = {
            {0.469, -1.0475, 1.9959, -0.4311875},
            {0.461131, -1.0404525, 1.9921641, -0.790731313},
            {0.433293446, -1.044333532, 1.988943511, -0.715294192},
            {0.416374267, -1.033639984, 1.985916685, -0.694674272}
        };
        assertSteps(new Algorithm.Sgd(.8, .02), expected);
    }

    private void assertSteps(Algorithm algorithm, double[][] expected) {
        Parameter w = parameter(START);
        Optimizer optimizer = algorithm.on(device, List.of(w));
        for (int step = 0; step < expected.length; step++) {
            w.gradients().set(GRADIENTS[step]);
            optimizer.update(step, .1 / (step + 1), p -> null);
            assertWeights(w, expected[step]);
        }
    }

    @Test
    void clippingIsPyTorchs() {
        Parameter w = parameter(START);
        w.gradients().set(GRADIENTS[0]);
        assertThat(new Clipping(1.5).apply(device, List.of(w))).isCloseTo(4.482187078, within(1e-6));
        float[] clipped = w.gradients().toArray();
        double[] expected = {0.100397393, -0.669315956, 0.000334658, 1.338631913};
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) clipped[i]).isCloseTo(expected[i], within(1e-6));
        }
        new Clipping(1.6).apply(device, List.of(w));
        assertThat(w.gradients().toArray()).containsExactly(clipped);
    }

    /**
     * Algorithm 4 of Shazeer and Stern 2018 by hand, in its first step, where the moments are those of this gradient alone:
     * row sums 5 and 25, column sums 10 and 20, v = (50, 100; 250, 500) / 30, u^2 = (.6, 1.2; 1.08, .96), RMS(u) .98 below 1.
     * RMS(w) is over the two weights that are not 0: sqrt(25/2).
     */
    @Test
    void factoredAdaFactorByHand() {
        Parameter w = parameter(3, 0, 4, 0);
        w.gradients().set(new float[] {1, -2, 3, 4});
        Optimizer optimizer = new Algorithm.Factored().on(device, List.of(w));
        Mask mask = device.allocateMask(4);
        mask.set(new long[] {0b0111});
        optimizer.update(0, .1, p -> mask);
        double move = .1 * Math.sqrt(12.5);
        assertWeights(w, 3 - move * Math.sqrt(.6), move * Math.sqrt(1.2), 4 - move * Math.sqrt(1.08), 0);
        assertThat(optimizer.state().stream().map(Safetensors.Entry::name))
                .containsExactly("w.second-moment.rows", "w.second-moment.columns");
        assertThat(optimizer.state().get(0).values().toArray()).containsExactly(2.5f, 12.5f);
        assertThat(optimizer.state().get(1).values().toArray()).containsExactly(5, 10);
    }

    @Test
    void aVectorIsNotFactored() {
        Parameter norm =
                new Parameter(new TensorSpec("norm", List.of(4), Role.NORM), device.allocate(4), device.allocate(4));
        Optimizer optimizer = new Algorithm.Factored().on(device, List.of(norm));
        assertThat(optimizer.state().stream().map(Safetensors.Entry::name)).containsExactly("norm.second-moment");
        assertThat(optimizer.state().get(0).shape()).containsExactly(4);
    }

    static Stream<Algorithm> algorithms() {
        return Stream.of(
                new Algorithm.Unfactored(),
                new Algorithm.Factored(),
                new Algorithm.Adam(.9, .999, 1e-8, .01),
                new Algorithm.Sgd(.9, 0));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void anOptimiserGoesOnFromItsState(Algorithm algorithm) {
        Parameter w = parameter(START);
        Optimizer optimizer = algorithm.on(device, List.of(w));
        Mask mask = device.allocateMask(4);
        mask.set(new long[] {0b1011});
        for (int step = 0; step < 2; step++) {
            w.gradients().set(GRADIENTS[step]);
            optimizer.update(step, .1, p -> mask);
        }
        Parameter copy = parameter(w.weights().toArray());
        Optimizer resumed = algorithm.on(device, List.of(copy));
        for (int i = 0; i < optimizer.state().size(); i++) {
            assertThat(resumed.state().get(i).name())
                    .isEqualTo(optimizer.state().get(i).name());
            resumed.state()
                    .get(i)
                    .values()
                    .set(optimizer.state().get(i).values().toArray());
        }
        w.gradients().set(GRADIENTS[2]);
        copy.gradients().set(GRADIENTS[2]);
        optimizer.update(2, .1, p -> mask);
        resumed.update(2, .1, p -> mask);
        assertThat(copy.weights().toArray()).containsExactly(w.weights().toArray(), within(1e-6f));
        assertThat(w.weights().toArray()[2]).isZero();
    }

    private Parameter parameter(float... weights) {
        Parameter w =
                new Parameter(new TensorSpec("w", List.of(2, 2), Role.KERNEL), device.allocate(4), device.allocate(4));
        w.weights().set(weights);
        return w;
    }

    private static void assertWeights(Parameter w, double... expected) {
        float[] actual = w.weights().toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("weight %d", i).isCloseTo(expected[i], within(3e-7));
        }
    }
}
