package org.sparselaw.analysis.intervals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.fit.Tables;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.HeldOut;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;

class TestHeldOut {
    private static final FitObjective LOG = new FitObjective(Residual.LOG, 1e-3);
    private static final SparseCoefficients LAW = new SparseCoefficients(6, 0.9, 25, 0.3, 4e4, 0.45, 2.1);
    private static final double[] SPARSITIES = {0, 0.5, 0.75, 0.875};
    private static final IntervalSettings NO_RESAMPLES =
            new IntervalSettings(ResampleMethod.NONE, 100, false, 0.95, 1, 7);

    @Test
    void aTrueLawPredictsWhatItWasNotFittedTo() {
        FittedLaw law = measured(LawForm.SPARSE, exact());
        assertThat(law.heldOut())
                .extracting(HeldOut::leftOut)
                .containsExactly(
                        "largest N", "longest D", "S = 0.000", "S = 0.500", "S = 0.750", "S = 0.875", "7 random folds");
        assertThat(law.heldOut()).extracting(HeldOut::runs).containsExactly(16, 16, 16, 16, 16, 16, 64);
        assertThat(law.heldOut()).allMatch(test -> test.rmsRelativeError() < 1e-5);
        assertThat(law.resamples()).isEmpty();
    }

    @Test
    void runsThatAreWorseThanTheLawAreMissedByAsMuchAsTheyAreOff() {
        List<Observation> runs = new ArrayList<>();
        for (Observation o : exact().observations()) {
            double factor = o.nonZeros() == 4e5 ? 1.1 : 1;
            runs.add(new Observation(o.run(), o.sparsity(), o.nonZeros(), o.data(), factor * o.loss()));
        }
        RunTable table = new RunTable(exact().dataUnit(), runs, List.of());
        HeldOut largest = measured(LawForm.SPARSE, table).heldOut().get(0);
        assertThat(largest.meanRelativeError()).isCloseTo(1 / 1.1 - 1, within(1e-5));
        assertThat(largest.rmsRelativeError()).isCloseTo(1 - 1 / 1.1, within(1e-5));
    }

    @Test
    void aLawBlindToSparsityIsToldFromOneThatSeesIt() {
        double sparse = rms(measured(LawForm.SPARSE, exact()), "S = 0.875");
        double blind = rms(measured(LawForm.CHINCHILLA, exact()), "S = 0.875");
        assertThat(blind).isGreaterThan(100 * sparse);
    }

    @Test
    void aTestThatLeavesTooLittleForTheLawIsLeftAway() {
        RunTable table = Tables.exact(LAW, SPARSITIES, new double[] {5e4, 1e5, 2e5}, new double[] {1e6, 4e6}, 0);
        assertThat(measured(LawForm.SPARSE, table).heldOut())
                .extracting(HeldOut::leftOut)
                .contains("largest N")
                .doesNotContain("longest D");
    }

    private static double rms(FittedLaw law, String leftOut) {
        return law.heldOut().stream()
                .filter(test -> test.leftOut().equals(leftOut))
                .findFirst()
                .orElseThrow()
                .rmsRelativeError();
    }

    private static FittedLaw measured(LawForm form, RunTable table) {
        return Uncertainty.measured(LawFit.fit(form, table, LOG), table, NO_RESAMPLES, Refits::coefficients);
    }

    private static RunTable exact() {
        return Tables.exact(LAW, SPARSITIES, new double[] {5e4, 1e5, 2e5, 4e5}, new double[] {1e6, 2e6, 4e6, 8e6}, 0);
    }
}
