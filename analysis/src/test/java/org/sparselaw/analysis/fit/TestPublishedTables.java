package org.sparselaw.analysis.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;

/** The global optima of the two published run tables, from an independent fit of theirs. */
class TestPublishedTables {
    @Test
    void t5() throws IOException {
        FittedLaw law = LawFit.fit(Tables.publishedT5(), new FitObjective(Residual.LOG, 1e-3));
        assertReaches(
                law,
                4.880116595e-06,
                List.of(10.710824, 1.344968385, 41.620832, 0.231682780, 6.7690796e8, 0.384638210, 0.830374750));
        assertThat(law.quality().rmsRelativeError()).isCloseTo(0.00715, withinPercentage(0.1));
        assertThat(law.quality().maxRelativeError()).isCloseTo(0.01585, withinPercentage(0.1));
    }

    @Test
    void vit() throws IOException {
        FittedLaw law = LawFit.fit(Tables.publishedVit(), new FitObjective(Residual.PLAIN, 1e-2));
        assertReaches(
                law,
                4.929087831e-04,
                List.of(294.325861, 0.820988964, 468.065787, 0.392210771, 2.37412656e8, 0.889831871, 4.516636071));
        assertThat(law.quality().rmsRelativeError()).isCloseTo(0.01051, withinPercentage(0.1));
        assertThat(law.quality().maxRelativeError()).isCloseTo(0.03518, withinPercentage(0.1));
    }

    @Test
    void whatFollowsFromTheFits() throws IOException {
        FittedLaw t5 = LawFit.fit(Tables.publishedT5(), new FitObjective(Residual.LOG, 1e-3));
        FittedLaw vit = LawFit.fit(Tables.publishedVit(), new FitObjective(Residual.PLAIN, 1e-2));
        OptimalSparsity text = new OptimalSparsity(t5.sparse(), TrainingCost.GRADUAL);
        OptimalSparsity images = new OptimalSparsity(vit.sparse(), TrainingCost.GRADUAL);
        assertThat(text.contour(0.75)).isCloseTo(3.60732e7, withinPercentage(1e-3));
        assertThat(images.contour(0.75)).isCloseTo(1.35304e7, withinPercentage(1e-3));
        assertThat(text.sparsityOnDenseOptimalLine()).isCloseTo(0.4267, withinPercentage(0.02));
        assertThat(images.sparsityOnDenseOptimalLine()).isCloseTo(0.3513, withinPercentage(0.02));
        // The one larger run that was held out: 48 layers of width 1024, S = .75, 500k steps; measured 1.48278.
        assertThat(t5.predict(0.75, 48.0 * 12 * 1024 * 1024, 500_000.0 * 128 * 512))
                .isCloseTo(1.45507, withinPercentage(1e-3));
    }

    private static void assertReaches(FittedLaw law, double objective, List<Double> coefficients) {
        assertThat(law.optimum().value()).isCloseTo(objective, withinPercentage(1e-5));
        List<Double> fitted = List.copyOf(law.coefficients().values());
        for (int i = 0; i < coefficients.size(); i++) {
            assertThat(fitted.get(i)).isCloseTo(coefficients.get(i), withinPercentage(1e-3));
        }
        assertThat(law.optimum().gradientNorm()).isLessThan(1e-8);
        assertThat(law.optimum().starts()).isEqualTo(64);
        assertThat(law.optimum().startsAgreeing()).isEqualTo(64);
        assertThat(law.degenerate()).isEmpty();
    }
}
