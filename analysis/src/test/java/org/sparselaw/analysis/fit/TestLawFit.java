package org.sparselaw.analysis.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Degeneracy;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;
import org.sparselaw.job.DataException;

class TestLawFit {
    private static final FitObjective LOG = new FitObjective(Residual.LOG, 1e-3);
    private static final SparseCoefficients SMALL = new SparseCoefficients(6, 0.9, 25, 0.3, 4e4, 0.45, 2.1);
    private static final double[] SPARSITIES = {0, 0.5, 0.75, 0.875};
    private static final double[] SIZES = {5e4, 1e5, 2e5, 4e5};
    private static final double[] AMOUNTS = {1e6, 2e6, 4e6, 8e6};

    @ParameterizedTest
    @EnumSource
    void recoversTheCoefficientsThatMadeTheData(Residual residual) {
        RunTable table = Tables.exact(SMALL, SPARSITIES, SIZES, AMOUNTS, 0);
        FittedLaw law = LawFit.fit(table, new FitObjective(residual, 1e-3));
        double[] fitted = law.sparse().toArray();
        for (int i = 0; i < fitted.length; i++) {
            assertThat(fitted[i]).isCloseTo(SMALL.toArray()[i], withinPercentage(1e-4));
        }
        assertThat(law.optimum().startsAgreeing()).isEqualTo(64);
        assertThat(law.degenerate()).isEmpty();
    }

    @Test
    void recoversANegativeOffsetOfTheCapacityTerm() {
        // With b_S near 0 the multiplier is nearly a logarithm of 1 - S, and c_S is below 0.
        SparseCoefficients negative = new SparseCoefficients(60, 0.2, -20, 0.3, 4e4, 0.45, 2.1);
        FittedLaw law = LawFit.fit(Tables.exact(negative, SPARSITIES, SIZES, AMOUNTS, 0), LOG);
        assertThat(law.coefficients().get("c_S")).isCloseTo(-20, withinPercentage(1e-3));
    }

    @Test
    void theOrderOfTheRunsDoesNotMatterToTheLaw() {
        RunTable table = Tables.exact(SMALL, SPARSITIES, SIZES, AMOUNTS, 0.004);
        List<Observation> reversed = new ArrayList<>(table.observations());
        Collections.reverse(reversed);
        double[] expected = LawFit.fit(table, LOG).sparse().toArray();
        double[] fitted = LawFit.fit(new RunTable(table.dataUnit(), reversed, List.of()), LOG)
                .sparse()
                .toArray();
        for (int i = 0; i < fitted.length; i++) {
            assertThat(fitted[i]).isCloseTo(expected[i], withinPercentage(1e-5));
        }
    }

    @Test
    void theSameTableGivesTheSameLaw() {
        RunTable table = Tables.exact(SMALL, SPARSITIES, SIZES, AMOUNTS, 0.004);
        assertThat(LawFit.fit(table, LOG)).isEqualTo(LawFit.fit(table, LOG));
    }

    @Test
    void twoAmountsOfDataHoldTheirExponent() {
        FittedLaw law = LawFit.fit(
                Tables.exact(SMALL, SPARSITIES, new double[] {5e4, 1e5, 2e5}, new double[] {2e6, 4e6}, 0.003), LOG);
        assertThat(law.used()).isEqualTo(24);
        assertThat(law.coefficients().get("b_D")).isCloseTo(0.3846, within(1e-12));
        assertThat(reasons(law, "b_D")).singleElement().asString().startsWith("2 levels of D");
        assertThat(law.optimum().starts()).isEqualTo(16);
        assertThat(law.optimum().gradientNorm()).isLessThan(1e-8);
        assertThat(law.quality().rSquared()).isGreaterThan(0.98);
    }

    @Test
    void twoLevelsOfEverythingEndInAFiniteLaw() {
        FittedLaw law = LawFit.fit(
                Tables.exact(SMALL, new double[] {0, 0.75}, new double[] {5e4, 2e5}, new double[] {2e6, 8e6}, 0.003),
                LOG);
        assertThat(law.coefficients().values()).allMatch(Double::isFinite);
        assertThat(law.degenerate()).extracting(Degeneracy::coefficient).contains("b_S", "b_N", "b_D");
        assertThat(law.quality().maxRelativeError()).isLessThan(0.02);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.2})
    void noiseFarBeyondDeltaStillEndsAtAMinimum(double noise) {
        FittedLaw law = LawFit.fit(Tables.exact(SMALL, SPARSITIES, SIZES, AMOUNTS, noise), LOG);
        assertThat(law.optimum().gradientNorm()).isLessThan(1e-8);
    }

    @Test
    void aLogarithmInDIsNamed() {
        List<Observation> observations = new ArrayList<>();
        for (Observation o : Tables.exact(SMALL, SPARSITIES, SIZES, AMOUNTS, 0).observations()) {
            double loss = SMALL.loss(o.sparsity(), o.nonZeros(), 1e300) - 0.08 * StrictMath.log(o.data() / 1e8);
            observations.add(new Observation(o.run(), o.sparsity(), o.nonZeros(), o.data(), loss));
        }
        FittedLaw law = LawFit.fit(new RunTable(DataUnit.TOKENS, observations, List.of()), LOG);
        assertThat(reasons(law, "b_D")).anyMatch(r -> r.startsWith("logarithmic limit"));
        assertThat(law.coefficients().values()).allMatch(Double::isFinite);
        assertThat(law.quality().maxRelativeError()).isLessThan(1e-3);
    }

    @Test
    void aStepAtZeroSparsityIsNamed() {
        List<Observation> observations = new ArrayList<>();
        for (Observation o : Tables.exact(SMALL, SPARSITIES, SIZES, AMOUNTS, 0).observations()) {
            double loss = SMALL.loss(o.sparsity() > 0 ? 0.75 : 0, o.nonZeros(), o.data());
            observations.add(new Observation(o.run(), o.sparsity(), o.nonZeros(), o.data(), loss));
        }
        FittedLaw law = LawFit.fit(new RunTable(DataUnit.TOKENS, observations, List.of()), LOG);
        assertThat(reasons(law, "b_S")).anyMatch(r -> r.contains("a step at S = 0"));
        assertThat(law.quality().maxRelativeError()).isLessThan(1e-4);
    }

    /** With b_N near 0 the capacity term is nearly a logarithm of N: its amplitude is over 20 times the range of the losses. */
    @Test
    void anAmplitudeFarBeyondTheDataIsNamed() {
        SparseCoefficients cancelling = new SparseCoefficients(1, 0.9, 100, 0.015, 4e4, 0.45, -80);
        FittedLaw law = LawFit.fit(Tables.exact(cancelling, SPARSITIES, SIZES, AMOUNTS, 0), LOG);
        assertThat(law.coefficients().get("c_S")).isCloseTo(100, withinPercentage(0.1));
        assertThat(reasons(law, "c_S")).anyMatch(r -> r.contains("times the range of the losses"));
        assertThat(reasons(law, "c")).anyMatch(r -> r.startsWith("negative"));
    }

    @Test
    void anExponentThatSizesTooCloseDoNotIdentifyIsNamed() {
        double[] close = {1e5, 1.15e5, 1.3e5};
        FittedLaw law = LawFit.fit(Tables.exact(SMALL, SPARSITIES, close, AMOUNTS, 0.01), LOG);
        assertThat(reasons(law, "b_N")).anyMatch(r -> r.startsWith("not identified: "));
    }

    @Test
    void dataThatDoNotHelpAreNamed() {
        List<Observation> observations = new ArrayList<>();
        for (Observation o : Tables.exact(SMALL, SPARSITIES, SIZES, AMOUNTS, 0).observations()) {
            double loss = SMALL.loss(o.sparsity(), o.nonZeros(), 1e6) + 0.03 * StrictMath.log(o.data() / 1e6);
            observations.add(new Observation(o.run(), o.sparsity(), o.nonZeros(), o.data(), loss));
        }
        FittedLaw law = LawFit.fit(new RunTable(DataUnit.TOKENS, observations, List.of()), LOG);
        assertThat(reasons(law, "a_D")).anyMatch(r -> r.startsWith("the loss does not fall with D"));
        assertThat(law.coefficients().values()).allMatch(Double::isFinite);
    }

    @Test
    void sparsityThatHurtsIsNamed() {
        SparseCoefficients hurt = new SparseCoefficients(-6, 0.9, 25, 0.3, 4e4, 0.45, 2.1);
        FittedLaw law = LawFit.fit(Tables.exact(hurt, SPARSITIES, SIZES, AMOUNTS, 0), LOG);
        assertThat(reasons(law, "a_S")).anyMatch(r -> r.startsWith("not positive"));
    }

    @Test
    void residualsOfALevelAveragePredictedOverMeasured() {
        List<Observation> observations = new ArrayList<>();
        for (Observation o : Tables.exact(SMALL, SPARSITIES, SIZES, AMOUNTS, 0).observations()) {
            double loss = o.loss() * (o.run().equals("run 5") ? 1.1 : 1);
            observations.add(new Observation(o.run(), o.sparsity(), o.nonZeros(), o.data(), loss));
        }
        FittedLaw law = LawFit.fit(new RunTable(DataUnit.TOKENS, observations, List.of()), LOG);
        assertThat(law.worstPoints().get(0).run()).isEqualTo("run 5");
        assertThat(law.worstPoints().get(0).relativeResidual()).isCloseTo(1 / 1.1 - 1, within(1e-3));
        assertThat(law.residualBySparsity()).hasSize(4);
        assertThat(law.residualBySparsity().get(0).meanRelativeResidual()).isCloseTo((1 / 1.1 - 1) / 16, within(3e-4));
    }

    @Test
    void oneAmountOfDataIsTooFew() {
        RunTable table = Tables.exact(SMALL, SPARSITIES, SIZES, new double[] {1e6}, 0);
        RunTable withDiverged =
                new RunTable(table.dataUnit(), table.observations(), List.of(new LeftOut("run 99", "diverged")));
        assertThatThrownBy(() -> LawFit.fit(withDiverged, LOG))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "all 16 runs have D = 1.00e+06: b_D, a_D, c cannot be determined; at least two amounts of data are"
                                + " needed, and three for b_D; left out: diverged (1, first run 99)");
    }

    private static List<String> reasons(FittedLaw law, String coefficient) {
        return law.degenerate().stream()
                .filter(d -> d.coefficient().equals(coefficient))
                .map(Degeneracy::reason)
                .toList();
    }
}
