package org.sparselaw.training.run;

import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.sparselaw.analysis.runs.Speed;
import org.sparselaw.analysis.runs.Work;
import org.sparselaw.training.model.TensorSpec;

/** What a run computes, counted by its matrix products as {@link org.sparselaw.training.model.TransformerFlop} defines them. */
public final class Accounting {
    /** Of the FLOP of a training step, the forward pass is a third: a product forward, two backward. */
    private static final double FORWARD_SHARE = 1.0 / 3;

    private final RunSpec spec;

    public Accounting(RunSpec spec) {
        this.spec = spec;
    }

    /** FLOP of a training step on a device that multiplies zeros. */
    public double executedFlopPerStep() {
        return spec.batch() * perExample(TensorSpec::size);
    }

    /**
     * @param steps that were done
     * @param kept parameters that are left of a tensor
     */
    Work work(long steps, ToLongFunction<TensorSpec> kept) {
        Map<String, Long> byTensor =
                spec.model().tensors().stream().collect(Collectors.toMap(TensorSpec::name, kept::applyAsLong));
        return new Work(
                byTensor, steps * executedFlopPerStep(), forwardPerDatum(kept), forwardPerDatum(TensorSpec::size));
    }

    Speed speed(double stepsPerSecond, double peakFlopPerSecond) {
        double flopPerSecond = executedFlopPerStep() * stepsPerSecond;
        return new Speed(flopPerSecond, flopPerSecond / peakFlopPerSecond);
    }

    private double forwardPerDatum(ToLongFunction<TensorSpec> nonZeros) {
        return FORWARD_SHARE * perExample(nonZeros) / spec.task().dataPerExample();
    }

    private double perExample(ToLongFunction<TensorSpec> nonZeros) {
        return spec.task().flopPerExample(nonZeros);
    }
}
