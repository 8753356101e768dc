package org.sparselaw.analysis.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;

/** Fitted laws for tests: the optimum of the published T5 table, found again in exact losses on the table's own grid. */
public final class Laws {
    public static final SparseCoefficients T5 = new SparseCoefficients(
            10.710824, 1.344968385, 41.620832, 0.231682780, 6.7690796e8, 0.384638210, 0.830374750);

    private static final double[] SPARSITIES = {0, 0.5, 0.75, 0.875};
    private static final double[] SIZES = {1.327104e6, 5.308416e6, 2.1233664e7, 8.4934656e7};
    private static final double[] AMOUNTS = {1.6384e10, 3.2768e10, 6.5536e10};

    private Laws() {}

    /** Without resamples. */
    public static FittedLaw t5() {
        return t5(LawForm.SPARSE);
    }

    /** Any law, fitted to the losses of the T5 law. */
    public static FittedLaw t5(LawForm form) {
        List<Observation> table = new ArrayList<>();
        for (double s : SPARSITIES) {
            for (double n : SIZES) {
                for (double d : AMOUNTS) {
                    table.add(new Observation("run " + table.size(), s, n, d, T5.loss(s, n, d)));
                }
            }
        }
        return LawFit.fit(form, new RunTable(DataUnit.TOKENS, table, List.of()), new FitObjective(Residual.LOG, 1e-3));
    }

    /** With resamples whose coefficients vary by 2 %, exponents and amplitudes independently. */
    public static FittedLaw resampledT5(int resamples) {
        FittedLaw law = t5();
        Random random = new Random(5);
        List<double[]> fits = new ArrayList<>();
        for (int i = 0; i < resamples; i++) {
            double[] fit = law.values();
            for (int k = 0; k < fit.length; k++) {
                fit[k] *= 1 + 0.02 * random.nextGaussian();
            }
            fits.add(fit);
        }
        return law.withResamples(new Resamples("pair bootstrap", 5, fits));
    }
}
