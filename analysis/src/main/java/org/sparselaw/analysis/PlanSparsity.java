package org.sparselaw.analysis;

import java.util.Locale;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.SparsityPlan;
import org.sparselaw.analysis.optimum.SparsityTable;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.job.Job;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how sparse a model should be, from a fitted law, for a size and a training budget. */
@Command(
        name = "plan-sparsity",
        mixinStandardHelpOptions = true,
        description = "The optimal sparsity for a number of non-zero parameters and a training budget; without them, a"
                + " table of it over the range of the fitted runs.")
public final class PlanSparsity extends Job {
    @Parameters(paramLabel = "LAW", description = "law.json, as fit-law writes it.")
    private String law;

    @Option(names = "--non-zeros", paramLabel = "N", description = "Non-zero parameters of the model.")
    private Double nonZeros;

    @Option(names = "--budget", paramLabel = "FLOP", description = "Training budget C = 6 N D c_mul(S), in FLOP.")
    private Double budget;

    @Option(
            names = "--data",
            paramLabel = "D",
            description = "Instead of a budget: tokens or images with which it would train a dense model of size N.")
    private Double data;

    @Override
    protected void run() {
        FittedLaw fitted = FittedLaw.read(Storage.of(law));
        if (nonZeros == null && budget == null && data == null) {
            System.out.print(SparsityTable.of(fitted, TrainingCost.GRADUAL).text());
            return;
        }
        System.out.print(text(fitted, plan(fitted)));
    }

    private SparsityPlan plan(FittedLaw fitted) {
        if (nonZeros == null || (budget == null) == (data == null)) {
            throw new UsageException("A plan needs --non-zeros and either --budget or --data");
        }
        requirePositive("--non-zeros", nonZeros);
        requirePositive("--budget", budget);
        requirePositive("--data", data);
        double flop = budget == null ? TrainingCost.GRADUAL.flop(0, nonZeros, data) : budget;
        return SparsityPlan.of(fitted, TrainingCost.GRADUAL, nonZeros, flop);
    }

    private static void requirePositive(String option, Double value) {
        if (value != null && !(value > 0 && Double.isFinite(value))) {
            throw new UsageException(option + ": " + value + " is not allowed (must be a number above 0)");
        }
    }

    static String text(FittedLaw law, SparsityPlan plan) {
        String unit = law.dataUnit().name().toLowerCase(Locale.ROOT);
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "N = %.4g non-zero parameters, C = %.4g FLOP%n", plan.nonZeros(), plan.budget()));
        text.append(String.format(
                Locale.ROOT,
                "optimal sparsity %.4f: train %.4g parameters, of which N remain, on %.4g %s; expected loss %.4f%n",
                plan.sparsity(),
                plan.nonZeros() / (1 - plan.sparsity()),
                plan.data(),
                unit,
                plan.loss()));
        text.append(String.format(
                Locale.ROOT, "dense: %.4g %s; expected loss %.4f%n", plan.denseData(), unit, plan.denseLoss()));
        if (!plan.covered()) {
            text.append(String.format(
                    Locale.ROOT,
                    "! outside the fitted runs (S %.4g to %.4g, N %.4g to %.4g, D %.4g to %.4g): an extrapolation%n",
                    law.ranges().sparsity().low(),
                    law.ranges().sparsity().high(),
                    law.ranges().nonZeros().low(),
                    law.ranges().nonZeros().high(),
                    law.ranges().data().low(),
                    law.ranges().data().high()));
        }
        return text.toString();
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new PlanSparsity(), args));
    }
}
