package org.sparselaw.training.model;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.sparselaw.training.device.LossSum;

/**
 * How good a model is on some examples.
 *
 * @param correct images whose most likely class is one of theirs; absent for text
 */
public record Evaluation(LossSum loss, OptionalLong correct) {
    public static final Evaluation NONE = new Evaluation(new LossSum(0, 0, 0), OptionalLong.empty());

    static Evaluation of(LossSum loss) {
        return new Evaluation(loss, OptionalLong.empty());
    }

    public Evaluation plus(Evaluation other) {
        OptionalLong sum = correct.isEmpty() && other.correct.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(correct.orElse(0) + other.correct.orElse(0));
        return new Evaluation(loss.plus(other.loss), sum);
    }

    /**
     * The share of images that are classified right; for images with several labels that of hits among the most likely
     * classes.
     */
    public OptionalDouble accuracy() {
        return correct.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) correct.getAsLong() / loss.count());
    }
}
