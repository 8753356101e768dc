package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.NaiveBuffer;
import org.sparselaw.training.device.NaiveDevice;

/** Logits and loss against those of src/test/python/t5_reference.py, which shares no code with this one. */
class TestT5Reference {
    private static final Offset<Double> TINY = within(1e-9);
    private static final int VOCABULARY = 11;
    private static final Batch BATCH =
            new TokenBatch(new int[] {3, 8, 2, 5, 3, 1, 7, 4, 9, 1, 0, 0}, new int[] {4, 2, 2, 1, 10, 3, 1, 0});

    private final T5 model =
            new T5(new NaiveDevice(), T5Config.of(VOCABULARY, 6, 2, 3, 2, 2, 7).withBuckets(8, 16), 2, 6, 4);

    TestT5Reference() {
        List<Parameter> parameters = model.parameters();
        for (int t = 0; t < parameters.size(); t++) {
            double centre = parameters.get(t).role() == TensorSpec.Role.NORM ? 1 : 0;
            double[] weights = NaiveBuffer.of(parameters.get(t).weights());
            for (int i = 1; i <= weights.length; i++) {
                weights[i - 1] = centre + 0.5 * Math.sin(0.37 * i * i + 1.3 * t);
            }
        }
    }

    @Test
    void logits() {
        model.validate(BATCH);

        double[] logits = NaiveBuffer.of(model.logitsMatrix().data());
        assertThat(Arrays.copyOfRange(logits, 0, VOCABULARY))
                .containsExactly(
                        new double[] {
                            0.0888643253559469,
                            -0.09721617416362466,
                            0.27709283893830394,
                            -1.4426764299617139,
                            1.4139880174038832,
                            0.7336025659435903,
                            0.83576059888985,
                            -1.0168357916002726,
                            -0.8779380975001796,
                            -0.5903508273945047,
                            -0.13775594687932272
                        },
                        TINY);
        assertThat(Arrays.copyOfRange(logits, 6 * VOCABULARY, 7 * VOCABULARY))
                .containsExactly(
                        new double[] {
                            -0.369133312035905,
                            0.3727870388358284,
                            -0.6935493097536654,
                            1.5699993120432172,
                            -1.3202905328508843,
                            -1.9639453076513065,
                            -1.2513966857448413,
                            0.7252101391989432,
                            0.25278954335209075,
                            0.6607284951771584,
                            0.4219258797490435
                        },
                        TINY);
    }

    @Test
    void lossOfTraining() {
        LossSum loss = model.trainStep(BATCH);

        assertThat(loss.crossEntropy()).isEqualTo(15.37552672549757, TINY);
        assertThat(loss.zLoss()).isEqualTo(0.004438712958204251, TINY);
        assertThat(loss.count()).isEqualTo(7);
    }

    @Test
    void lossOfValidationHasNoZLoss() {
        assertThat(model.validate(BATCH).loss().crossEntropy()).isEqualTo(15.37552672549757, TINY);
        assertThat(model.validate(BATCH).loss().zLoss()).isZero();
    }
}
