package org.sparselaw.analysis.intervals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.fit.Tables;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.ProfileInterval;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;

class TestProfiles {
    private static final FitObjective LOG = new FitObjective(Residual.LOG, 1e-3);
    private static final FitObjective PLAIN = new FitObjective(Residual.PLAIN, 1e-2);
    /** No residual is as large: the mean Huber loss is half the mean square. */
    private static final FitObjective SQUARES = new FitObjective(Residual.PLAIN, 100);

    /**
     * With two levels of everything exponents are held, and the law is linear in c and the other amplitudes. Where the
     * objective is half the mean square, it rises by cut at c +- sqrt(2 n cut (X'X)^-1 of c), with the four powers as columns
     * of X.
     */
    @Test
    void ofLeastSquaresInALinearLawTheEndsHaveAClosedForm() {
        RunTable table = linear();
        FittedLaw law = LawFit.fit(table, SQUARES);
        Ends ends = new Ends(table, SQUARES, 1e-4);
        assertHalf(ends.of("c"), halfWidth(table, law, 3));
        assertHalf(ends.of("c_S"), halfWidth(table, law, 1));
    }

    private static double halfWidth(RunTable table, FittedLaw law, int column) {
        return Math.sqrt(2 * table.observations().size() * 1e-4 * inverse(table, law)[column][column]);
    }

    private static void assertHalf(ProfileInterval interval, double half) {
        assertThat(interval.low()).isCloseTo(interval.value() - half, within(0.002 * half));
        assertThat(interval.high()).isCloseTo(interval.value() + half, within(0.002 * half));
    }

    @Test
    void whatIsHeldHasNoProfile() {
        RunTable table = linear();
        FittedLaw law = LawFit.fit(table, SQUARES);
        FitProblem problem = FitProblem.of(law.form().law(), table.observations(), SQUARES);
        assertThat(ProfiledQuantities.of(law, problem))
                .extracting(Quantity::name)
                .contains("a_S", "c_S", "a_D", "c")
                .doesNotContain("b_S", "b_N", "b_D");
    }

    /** With the cut from resamples that is the t interval of the textbooks, as exactly as 2000 resamples tell the noise. */
    @Test
    void ofLeastSquaresInALinearLawTheIntervalIsStudents() {
        RunTable table = linear();
        FittedLaw law = LawFit.fit(table, SQUARES);
        Bootstrap bootstrap = bootstrap(law, table, SQUARES, 2000);
        double cut = bootstrap.cut(bootstrap.coefficients()).at(0.95);
        ProfileInterval c = new Ends(table, SQUARES, cut).of("c");
        double squares = 2 * table.observations().size() * law.optimum().value();
        int spare = table.observations().size() - 4;
        double deviation = Math.sqrt(squares / spare * inverse(table, law)[3][3]);
        double half = new TDistribution(spare).inverseCumulativeProbability(0.975) * deviation;
        assertThat((c.high() - c.low()) / 2).isCloseTo(half, withinPercentage(3));
    }

    /**
     * Expected ends: in SciPy, the objective minimised by BFGS and Nelder-Mead over the other coefficients with the quantity put
     * in for one of them by hand, and the crossing found by Brent's method.
     */
    @Test
    void ofThePublishedImagesTheEndsAreThoseOfConstrainedFits() throws IOException {
        Ends images = new Ends(Tables.publishedVit(), PLAIN, 1e-5);
        images.assertEnds("b_N", 0.368612, 0.414272);
        images.assertEnds("b_D", 0.753005, 1.04071);
        images.assertEnds("c", 4.38973, 4.63269);
        images.assertEnds("N_dense/N, S 0.75", 2.09306, 2.25816);
        images.assertEnds("S_opt, dense line", 0.329216, 0.371219);
    }

    /** As above. */
    @Test
    void ofThePublishedTextTheEndsAreThoseOfConstrainedFits() throws IOException {
        Ends text = new Ends(Tables.publishedT5(), LOG, 3e-7);
        text.assertEnds("b_S", 1.17257, 1.63166);
        text.assertEnds("b_N", 0.207864, 0.246855);
        text.assertEnds("N_dense/N, S 0.75", 2.18927, 2.35865);
        assertThat(text.of("b_D").high()).isCloseTo(0.715552, withinPercentage(0.05));
        assertThat(text.of("S_opt, dense line").low()).isCloseTo(0.401461, withinPercentage(0.05));
    }

    /** The logarithm of D has an objective of 5.0554e-06, 1.75e-07 above the optimum. */
    @Test
    void ofThePublishedTextTheDataTermMayBeALogarithm() throws IOException {
        Ends text = new Ends(Tables.publishedT5(), LOG, 3e-7);
        assertThat(text.of("b_D").low()).isZero();
        assertThat(text.of("b_D").lowLimit()).contains("a logarithm of D");
        assertThat(text.of("b_D").highLimit()).isEmpty();
        assertThat(text.of("c").low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(text.of("c").lowLimit()).contains("a logarithm of D");
        assertThat(text.of("S_opt, dense line").highLimit()).contains("a logarithm of D");
        assertThat(text.of("S_opt, dense line").high()).isBetween(0.45, 0.5);
        ProfileInterval refused = new Ends(Tables.publishedT5(), LOG, 1.5e-7).of("b_D");
        assertThat(refused.low()).isGreaterThan(0.01);
        assertThat(refused.lowLimit()).isEmpty();
    }

    /** Where dense training is best for most fits, the interval of S_opt begins at 0 and not below. */
    @Test
    void anOptimalSparsityIsNeverBelowZero() {
        SparseCoefficients hardly = new SparseCoefficients(0.6, 0.9, 25, 0.3, 4e4, 0.45, 2.1);
        RunTable table = Tables.exact(
                hardly, new double[] {0, 0.5, 0.75}, new double[] {5e4, 1e5, 2e5}, new double[] {1e6, 2e6, 4e6}, 0.003);
        ProfileInterval sparsity = new Ends(table, LOG, 3e-7).of("S_opt, dense line");
        assertThat(sparsity.low()).isZero();
        assertThat(sparsity.lowLimit()).isEmpty();
    }

    private static Bootstrap bootstrap(FittedLaw law, RunTable table, FitObjective objective, int resamples) {
        return new Bootstrap(
                law.form(),
                table.observations(),
                objective,
                law.values(),
                new IntervalSettings(ResampleMethod.RESIDUAL, resamples, true, 0.95, 1, 10));
    }

    /** Two levels of S, N and D and three runs at each corner, with noise. */
    private static RunTable linear() {
        SparseCoefficients law = new SparseCoefficients(6, 0.9, 25, 0.3, 4e4, 0.45, 2.1);
        Random random = new Random(3);
        List<Observation> runs = new ArrayList<>();
        for (double s : new double[] {0, 0.75}) {
            for (double n : new double[] {5e4, 2e5}) {
                for (double d : new double[] {2e6, 8e6}) {
                    for (int seed = 0; seed < 5; seed++) {
                        double loss = law.loss(s, n, d) + 0.02 * random.nextGaussian();
                        runs.add(new Observation("run " + runs.size(), s, n, d, loss));
                    }
                }
            }
        }
        return new RunTable(DataUnit.TOKENS, runs, List.of());
    }

    /** (X'X)^-1, X with the columns of a_S, c_S, the data term and c. */
    private static double[][] inverse(RunTable table, FittedLaw law) {
        SparseCoefficients fitted = law.sparse();
        double[][] rows = table.observations().stream()
                .map(run -> {
                    double size = Math.pow(run.nonZeros(), -fitted.bN());
                    return new double[] {
                        Math.pow(1 - run.sparsity(), fitted.bS()) * size, size, Math.pow(run.data(), -fitted.bD()), 1
                    };
                })
                .toArray(double[][]::new);
        RealMatrix x = new Array2DRowRealMatrix(rows);
        return new LUDecomposition(x.transposeMultiply(x), 1e-30)
                .getSolver()
                .getInverse()
                .getData();
    }

    /** The profile intervals of one law with one cut. */
    private static final class Ends {
        private final RunTable table;
        private final FitObjective objective;
        private final double cut;
        private final FittedLaw law;
        private final Resamples resamples;

        Ends(RunTable table, FitObjective objective, double cut) {
            this.table = table;
            this.objective = objective;
            this.cut = cut;
            law = LawFit.fit(table, objective);
            resamples =
                    new Resamples("", 1, bootstrap(law, table, objective, 100).coefficients());
        }

        ProfileInterval of(String name) {
            FitProblem problem = FitProblem.of(law.form().law(), table.observations(), objective);
            List<Quantity> quantity = ProfiledQuantities.of(law, problem).stream()
                    .filter(q -> q.name().equals(name))
                    .toList();
            Profiles profiles =
                    new Profiles(law.form(), table.observations(), objective, law.values(), cut, quantity, resamples);
            return profiles.intervals(profiles.coefficients()).get(0);
        }

        void assertEnds(String name, double low, double high) {
            ProfileInterval interval = of(name);
            assertThat(interval.low()).as(name).isCloseTo(low, withinPercentage(0.05));
            assertThat(interval.high()).as(name).isCloseTo(high, withinPercentage(0.05));
            assertThat(interval.value()).isBetween(low, high);
        }
    }
}
