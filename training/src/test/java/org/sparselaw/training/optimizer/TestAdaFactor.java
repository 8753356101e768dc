package org.sparselaw.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

class TestAdaFactor {
    private final Device device = new NaiveDevice();
    private final Parameter w =
            new Parameter(new TensorSpec("w", List.of(2, 2), Role.KERNEL), device.allocate(4), device.allocate(4));
    private final AdaFactor optimizer = new AdaFactor(device, List.of(w));

    @Test
    void twoStepsUnderAMaskAreThoseWorkedByHand() {
        w.weights().set(new float[] {3, 0, 4, 2});
        w.gradients().set(new float[] {2, -1, .5f, 1});
        Mask mask = device.allocateMask(4);
        mask.set(new long[] {0b0101});

        optimizer.update(0, .1, p -> mask);
        // Decay 0: v = g^2, u = (1, -1, 1, 1), RMS 1: no clipping. RMS of the non-zero weights 3, 4, 2: sqrt(29/3).
        double move = .1 * Math.sqrt(29.0 / 3);
        assertWeights(3 - move, 0, 4 - move, 0);

        w.gradients().set(new float[] {4, 7, .5f, 7});
        double w0 = 3 - move;
        double w2 = 4 - move;
        optimizer.update(2, .1 * Math.sqrt(1.0 / 2), p -> mask);
        // t = 2: decay 1 - 3^-.8 = .584756. The clipping RMS is over all of u, for gradients are not masked; the
        // weights'
        // RMS over the two that are not 0.
        double u0 = 4 / Math.sqrt(.5847563 * 4 + .4152437 * 16);
        double u1 = 7 / Math.sqrt(.5847563 + .4152437 * 49);
        double clip = Math.sqrt((u0 * u0 + 1 + 2 * u1 * u1) / 4);
        double rms = Math.sqrt((w0 * w0 + w2 * w2) / 2);
        double rate = .1 * Math.sqrt(1.0 / 2);
        assertWeights(w0 - rate * rms * u0 / clip, 0, w2 - rate * rms / clip, 0);
    }

    @Test
    void aTinyTensorMovesAtTheLeastScale() {
        w.weights().set(new float[] {1e-5f, 0, 0, 0});
        w.gradients().set(new float[] {1, 1, -1, 1});
        optimizer.update(0, .1, p -> null);
        assertWeights(1e-5 - 1e-4, -1e-4, 1e-4, -1e-4);
    }

    @Test
    void theSecondMomentForgetsFastAtFirst() {
        assertThat(AdaFactor.decay(0)).isZero();
        // 1 - 2^-.8 and 1 - 10000^-.8 = 1 - 10^-3.2
        assertThat(AdaFactor.decay(1)).isCloseTo(.4256508, within(1e-7));
        assertThat(AdaFactor.decay(9_999)).isCloseTo(.9993690427, within(1e-9));
    }

    private void assertWeights(double... expected) {
        float[] actual = w.weights().toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(2e-7 + 2e-7 * Math.abs(expected[i])));
        }
    }
}
