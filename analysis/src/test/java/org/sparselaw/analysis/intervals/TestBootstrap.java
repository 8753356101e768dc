package org.sparselaw.analysis.intervals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.fit.Tables;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.runs.RunTable;

class TestBootstrap {
    private static final FitObjective LOG = new FitObjective(Residual.LOG, 1e-3);

    @Test
    void aResampleIsAFunctionOfTheSeedAndItsIndexAlone() throws IOException {
        Bootstrap bootstrap = t5(ResampleMethod.RESIDUAL, 1);
        List<double[]> inOrder = bootstrap.coefficients();
        IntFunction<double[]> alone = bootstrap.open();
        assertThat(alone.apply(7)).isEqualTo(inOrder.get(7));
        assertThat(alone.apply(2)).isEqualTo(inOrder.get(2));
        assertThat(t5(ResampleMethod.RESIDUAL, 2).open().apply(2)).isNotEqualTo(inOrder.get(2));
        assertThat(inOrder.get(2)).isNotEqualTo(inOrder.get(3));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESIDUAL", "PAIR"})
    void aFitReachesTheMinimumThatTheBestOf64StartsReaches(ResampleMethod method) throws IOException {
        RunTable table = Tables.publishedT5();
        FittedLaw law = LawFit.fit(table, LOG);
        FitProblem full = FitProblem.of(law.form().law(), table.observations(), LOG);
        FitErrors errors = new FitErrors(full.law(), law.values(), table.observations(), LOG, 7);
        Resampler resampler = method == ResampleMethod.PAIR
                ? new PairBootstrap(full, 48)
                : new ResidualBootstrap(full, Residual.LOG, errors);
        IntFunction<double[]> fits = t5(method, 1).open();
        for (int i = 0; i < 20; i++) {
            FitProblem resample = resampler.resample(Bootstrap.random(1, i));
            double best = resample.value(resample.best(resample.starts()).parameters());
            double reached = resample.value(resample.parameters(fits.apply(i)));
            assertThat(reached).isLessThanOrEqualTo(best * (1 + 1e-6));
        }
    }

    private static Bootstrap t5(ResampleMethod method, long seed) throws IOException {
        RunTable table = Tables.publishedT5();
        double[] optimum = LawFit.fit(table, LOG).values();
        return new Bootstrap(
                LawForm.SPARSE,
                table.observations(),
                LOG,
                optimum,
                new IntervalSettings(method, 100, false, 0.95, seed, 10));
    }
}
