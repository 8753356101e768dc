package org.sparselaw.analysis.fit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sparselaw.analysis.law.Exponent;
import org.sparselaw.analysis.law.FittedLaw.Units;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.runs.Observation;

/**
 * A law, the points it is fitted to, and what a fit minimises: the pure function behind every fit, and behind the thousands of
 * refits that an interval takes. A problem is immutable, and may be shared by threads. The same problem from the same starts
 * ends in the same bits.
 *
 * <p>Parameters are what the optimiser varies, in the order of {@link Law#coefficients()}: logarithms of exponents, and slopes
 * of the loss at the centre of the data in place of amplitudes (see {@link Model}). {@link #coefficients} and
 * {@link #parameters} convert.
 */
public final class FitProblem {
    private final Model model;
    private final Sample sample;
    private final FitObjective objective;
    private final Bounds bounds;
    private final Optional<Pull> pull;

    private FitProblem(Model model, Sample sample, FitObjective objective, Bounds bounds, Optional<Pull> pull) {
        this.model = model;
        this.sample = sample;
        this.objective = objective;
        this.bounds = bounds;
        this.pull = pull;
    }

    /** Whether a table has as many runs as the law has coefficients, and two levels of each of its variables. */
    public static boolean enough(Law law, List<Observation> observations) {
        Levels levels = Levels.of(observations);
        return observations.size() >= law.coefficients().size()
                && law.exponents().stream()
                        .allMatch(e -> levels.of(e.base().variable()).size() >= 2);
    }

    /** N and D in units of their geometric means, which scales every parameter to order one. */
    public static FitProblem of(Law law, List<Observation> observations, FitObjective objective) {
        return of(law, observations, objective, Levels.of(observations));
    }

    static FitProblem of(Law law, List<Observation> observations, FitObjective objective, Levels levels) {
        Model model = new Model(law);
        Sample sample = Sample.of(law, observations);
        return new FitProblem(model, sample, objective, Bounds.of(model, levels, sample.lossRange()), Optional.empty());
    }

    /** The same law, objective and bounds with each point counted so many times: integers for a pair bootstrap, 0 to leave out. */
    public FitProblem weighted(double[] weights) {
        return new FitProblem(model, sample.weighted(weights), objective, bounds, pull);
    }

    /** The same points with other losses, for a residual bootstrap. */
    public FitProblem withLosses(double[] losses) {
        return new FitProblem(model, sample.withLosses(losses), objective, bounds, pull);
    }

    /**
     * The same problem with its minimum drawn to where a quantity has a value, for a profile: weight/2 (quantity - value)^2 is
     * added to the scaled objective. Where that sum is least the objective is least among all laws with the same quantity,
     * whatever the weight; the larger it is, the nearer the quantity comes to the value.
     *
     * @param quantity of the coefficients in natural units; twice differentiable, or nearly
     */
    public FitProblem pulled(ToDoubleFunction<double[]> quantity, double value, double weight) {
        return new FitProblem(model, sample, objective, bounds, Optional.of(new Pull(quantity, value, weight)));
    }

    /** Starting points on a grid of exponents, by variable projection. */
    public List<double[]> starts() {
        return new VariableProjection(model, sample, objective.residual(), bounds).starts();
    }

    /** The minima that are reached from each of these parameters, in their order. */
    public List<Minimum> minima(List<double[]> starts) {
        Objective plain = new Objective(model, sample, objective);
        Differentiable minimised = pull.<Differentiable>map(p -> new PulledObjective(
                        plain, bounds, parameters -> p.quantity().applyAsDouble(coefficients(parameters)), p))
                .orElse(plain);
        TrustRegion optimiser = new TrustRegion(minimised, bounds);
        return starts.stream().map(optimiser::minimise).toList();
    }

    /** The lowest minimum from these starts; the first of equals. */
    public Minimum best(List<double[]> starts) {
        return minima(starts).stream()
                .min(Comparator.comparingDouble(Minimum::value))
                .orElseThrow();
    }

    /**
     * The minimum that is reached from a start by way of wider Huber losses, whose delta is a third of the one before. Where
     * the noise is far above the objective's delta the objective is nearly one of absolute deviations, with a kink at each
     * point; a wide loss is smooth, and its minimum leads past minima at kinks that are not the lowest (graduated
     * non-convexity: Blake, Zisserman, "Visual Reconstruction", 1987).
     *
     * @param width delta of the first loss, in units of the residual; the size of the noise does
     */
    public Minimum narrowed(double[] start, double width) {
        double[] at = start;
        for (double delta = width; delta > 2 * objective.delta(); delta /= 3) {
            FitObjective wider = new FitObjective(objective.residual(), delta);
            at = new FitProblem(model, sample, wider, bounds, pull)
                    .best(List.of(at))
                    .parameters();
        }
        return best(List.of(at));
    }

    /** Parameters as coefficients in natural units. */
    public double[] coefficients(double[] parameters) {
        return sample.toNatural().of(normalized(parameters));
    }

    /** Coefficients in natural units as parameters. */
    public double[] parameters(double[] coefficients) {
        return model.parameters(law().inUnits(coefficients, units().nonZeros(), units().data()));
    }

    /** Parameters as coefficients for N and D in the units of the problem. */
    double[] normalized(double[] parameters) {
        return model.coefficients(parameters);
    }

    /** The amplitude of every term of the law in the units of the problem, A_D = (a_D)^b_D where it has a_D. */
    double[] amplitudes(double[] parameters) {
        return model.amplitudes(parameters);
    }

    /** How many parameters are fitted, not held. */
    public int fitted() {
        return (int) IntStream.range(0, model.size())
                .filter(parameter -> !bounds.held(parameter))
                .count();
    }

    /** Whether the levels of the table cannot determine this exponent, so that it keeps its value. */
    public boolean holds(Exponent exponent) {
        return bounds.held(law().index(exponent.name()));
    }

    public Law law() {
        return model.law();
    }

    public Units units() {
        return sample.units();
    }

    /** The mean Huber loss of the residuals at these parameters, without a pull. */
    public double value(double[] parameters) {
        return evaluate(parameters).value() * objective.delta() * objective.delta();
    }

    Evaluation evaluate(double[] parameters) {
        Evaluation evaluation = new Evaluation(model.size());
        new Objective(model, sample, objective).evaluate(parameters, evaluation);
        return evaluation;
    }

    /** Number of points. */
    int points() {
        return sample.size();
    }

    Bounds bounds() {
        return bounds;
    }

    double lossRange() {
        return sample.lossRange();
    }
}
