package org.sparselaw.analysis.intervals;

import java.util.List;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.fit.Minimum;

/**
 * The profile of a quantity: the least objective among the laws that share its value. An end of its interval is where that has
 * risen by a cut above the optimum's; it is sought among the laws themselves, as in Neale, Miller, "The Use of
 * Likelihood-Based Confidence Intervals in Genetic Models" (1997), so that any quantity can be asked for and not only a
 * coefficient. A walk goes outwards from the optimum, each step {@linkplain FitProblem#pulled pulled} twice as far as the one
 * before and started where that ended; where the objective has passed the cut, the place between is found by the Illinois
 * variant of false position on the signed root of the rise, which is nearly linear (Dowell, Jarratt 1971).
 *
 * <p>One thread at a time.
 */
final class Profile {
    /** How much stiffer a pull is than the profile itself: values come this much nearer to where they are drawn. */
    private static final double STIFFNESS = 30;

    private static final int MOST_DOUBLINGS = 30;
    private static final int MOST_STEPS = 30;

    /** Of the quantity's spread, and of the cut. */
    private static final double PRECISION = 1e-3;

    private final FitProblem problem;
    private final Quantity quantity;
    private final double spread;
    private final double noise;
    private final double cut;
    private final double weight;

    /**
     * @param spread about a standard deviation of the quantity, on its scale
     * @param noise of the residuals, from which minima are {@linkplain FitProblem#narrowed narrowed}
     * @param cut by how much the mean Huber loss rises
     * @param delta of the Huber loss
     */
    Profile(FitProblem problem, Quantity quantity, double spread, double noise, double cut, double delta) {
        this.problem = problem;
        this.quantity = quantity;
        this.spread = spread;
        this.noise = noise;
        this.cut = cut;
        weight = STIFFNESS * 2 * cut / (delta * delta * spread * spread);
    }

    /** A law on the profile: the quantity on its scale, and the mean Huber loss. */
    private record Point(double target, double place, double value, Minimum law) {}

    /**
     * The law at one end of the interval.
     *
     * @param optimum of the problem
     * @param side 1 for the upper end, -1 for the lower
     * @return parameters whose objective is by the cut above the optimum's; by less where the quantity cannot go, or goes
     *     without end, while the objective hardly rises
     */
    double[] end(Minimum optimum, int side) {
        Point start = point(place(optimum), optimum);
        double limit = start.value() + cut;
        Point inside = start;
        double reach = 2 * spread;
        for (int k = 0; k < MOST_DOUBLINGS; k++) {
            Point next = towards(start.place() + side * reach, inside.law().parameters());
            if (next.value() >= limit) {
                return crossing(inside, next, start.value()).law().parameters();
            }
            if (!(side * (next.place() - inside.place()) > PRECISION * spread)) {
                return next.law().parameters();
            }
            inside = next;
            reach *= 2;
        }
        return inside.law().parameters();
    }

    private Point crossing(Point from, Point to, double lowest) {
        Point inside = from;
        Point outside = to;
        double below = root(inside.value() - lowest) - root(cut);
        double above = root(outside.value() - lowest) - root(cut);
        int last = 0;
        for (int k = 0; k < MOST_STEPS && Math.abs(outside.place() - inside.place()) > PRECISION * spread; k++) {
            double target = (inside.target() * above - outside.target() * below) / (above - below);
            Point middle = between(target, inside, outside);
            double here = root(middle.value() - lowest) - root(cut);
            if (Math.abs(middle.value() - lowest - cut) < PRECISION * cut) {
                return middle;
            }
            if (here < 0) {
                inside = middle;
                below = here;
                above /= last < 0 ? 2 : 1;
                last = -1;
            } else {
                outside = middle;
                above = here;
                below /= last > 0 ? 2 : 1;
                last = 1;
            }
        }
        return outside;
    }

    private Point towards(double target, double[] start) {
        FitProblem pulled = pulled(target);
        double[] narrowed = pulled.narrowed(start, noise).parameters();
        return point(target, pulled.best(List.of(narrowed, start)));
    }

    private Point between(double target, Point inside, Point outside) {
        return point(
                target,
                pulled(target)
                        .best(List.of(inside.law().parameters(), outside.law().parameters())));
    }

    private FitProblem pulled(double target) {
        return problem.pulled(quantity::place, target, weight);
    }

    private Point point(double target, Minimum law) {
        return new Point(target, place(law), problem.value(law.parameters()), law);
    }

    private double place(Minimum law) {
        return quantity.place(problem.coefficients(law.parameters()));
    }

    private static double root(double rise) {
        return Math.signum(rise) * Math.sqrt(Math.abs(rise));
    }
}
