package org.sparselaw.analysis;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sparselaw.analysis.design.Target;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.plan.Answer;
import org.sparselaw.analysis.plan.BudgetPlan;
import org.sparselaw.analysis.plan.Contours;
import org.sparselaw.analysis.plan.DataNeed;
import org.sparselaw.analysis.plan.Overview;
import org.sparselaw.analysis.plan.Prediction;
import org.sparselaw.analysis.plan.SizePlan;
import org.sparselaw.analysis.plan.SparsityWorth;
import org.sparselaw.analysis.plan.Suggestions;
import org.sparselaw.job.Job;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how sparse a model should be, from a fitted law, and which runs would tell it better. */
@Command(
        name = "plan-sparsity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Answers from a fitted law, with 95 %% intervals, how sparse a model should be.",
        footer = {
            "",
            "The options that are given say what is asked:",
            "  (none)                                    S_opt over the range of the runs; what each S is worth",
            "  --non-zeros N --budget C                  S_opt for a size after pruning",
            "  --dense-size N --budget C                 S_opt for a size before pruning",
            "  --budget C                                the best N, S and D together",
            "  --contours S,S                            the budgets for which each S is optimal, over N",
            "  --sparsity S                              the dense model that is as good, and what it costs",
            "  --sparsity S --non-zeros N --data D       the expected loss",
            "  --sparsity S --non-zeros N --loss L       the data needed for it",
            "  --sparsity S --non-zeros N --like-dense N,D",
            "                                            the data needed to be as good as that dense model",
            "  --suggest-runs K --budget C [--target a_S | --non-zeros N --data D]",
            "                                            the K runs that would narrow the interval of S_opt most",
            "Budgets are C = 6 N D c_mul(S), with c_mul the cost of the pruning ramp. Instead of --budget, --data D gives",
            "the budget that trains the dense model of that size on D tokens or images."
        })
public final class PlanSparsity extends Job {
    private static final String BUDGET = "--budget";
    private static final String DATA = "--data";
    private static final String NON_ZEROS = "--non-zeros";
    private static final String DENSE_SIZE = "--dense-size";
    private static final String SPARSITY = "--sparsity";
    private static final String LOSS = "--loss";
    private static final String LIKE_DENSE = "--like-dense";
    private static final String CONTOURS = "--contours";
    private static final String SUGGEST_RUNS = "--suggest-runs";
    private static final String TARGET = "--target";
    private static final Set<String> QUESTION_OPTIONS =
            Set.of(NON_ZEROS, DENSE_SIZE, SPARSITY, BUDGET, DATA, LOSS, LIKE_DENSE, CONTOURS, SUGGEST_RUNS, TARGET);

    @Parameters(paramLabel = "LAW", description = "law.json, as fit-law writes it.")
    private String law;

    @Option(names = NON_ZEROS, paramLabel = "N", description = "Non-zero parameters of the pruned model.")
    private Double nonZeros;

    @Option(names = DENSE_SIZE, paramLabel = "N", description = "Parameters of the model before it is pruned.")
    private Double denseSize;

    @Option(names = SPARSITY, paramLabel = "S", description = "Sparsity, from 0 to below 1.")
    private Double sparsity;

    @Option(names = BUDGET, paramLabel = "FLOP", description = "Training budget C.")
    private Double budget;

    @Option(names = DATA, paramLabel = "D", description = "Tokens or images.")
    private Double data;

    @Option(names = LOSS, paramLabel = "L", description = "Validation loss to reach.")
    private Double loss;

    @Option(names = LIKE_DENSE, split = ",", paramLabel = "N,D", description = "Size and data of a dense model.")
    private List<Double> likeDense;

    @Option(names = CONTOURS, split = ",", paramLabel = "S", description = "Sparsities.")
    private List<Double> contours;

    @Option(names = SUGGEST_RUNS, paramLabel = "K", description = "How many runs to suggest.")
    private Integer suggestRuns;

    @Option(names = TARGET, paramLabel = "NAME", description = "A coefficient to narrow instead of S_opt.")
    private String target;

    @ArgGroup
    private Schedule schedule = new Schedule();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec command;

    /** What pruning costs; the paper's ramp unless one is given. */
    private static final class Schedule {
        @Option(
                names = "--ramp",
                split = ",",
                paramLabel = "START,END,POWER",
                description = "The pruning ramp, in parts of training: .25,.75,3 unless given.")
        private List<Double> ramp = List.of();

        @Option(names = "--dense-cost", description = "Training costs as much as that of the dense model.")
        private boolean denseCost;

        TrainingCost cost() {
            if (ramp.isEmpty()) {
                return denseCost ? TrainingCost.DENSE : TrainingCost.GRADUAL;
            }
            boolean ordered = ramp.size() == 3 && ramp.get(0) >= 0 && ramp.get(0) <= ramp.get(1) && ramp.get(1) <= 1;
            if (!ordered || !(ramp.get(2) > 0)) {
                throw new UsageException("--ramp: " + ramp + " is not allowed (must be START,END,POWER with"
                        + " 0 <= START <= END <= 1 and POWER > 0)");
            }
            return TrainingCost.gradual(ramp.get(0), ramp.get(1), ramp.get(2));
        }
    }

    @Override
    protected void run() {
        TrainingCost cost = schedule.cost();
        Set<String> given = given();
        check();
        FittedLaw fitted = FittedLaw.read(Storage.of(law));
        Supplier<Answer> question = questions(fitted, cost).get(given);
        if (question == null) {
            throw new UsageException(
                    "No question is asked by " + String.join(" ", given) + " together; --help lists the questions");
        }
        Answer answer = question.get();
        System.out.print(json ? Json.write(answer) : answer.text());
    }

    /** By the options that ask them. */
    private Map<Set<String>, Supplier<Answer>> questions(FittedLaw fitted, TrainingCost cost) {
        return Map.ofEntries(
                entry(Set.of(), () -> Overview.of(fitted, cost)),
                entry(Set.of(NON_ZEROS, BUDGET), () -> SizePlan.forNonZeros(fitted, cost, nonZeros, budget)),
                entry(
                        Set.of(NON_ZEROS, DATA),
                        () -> SizePlan.forNonZeros(fitted, cost, nonZeros, cost.flop(0, nonZeros, data))),
                entry(Set.of(DENSE_SIZE, BUDGET), () -> SizePlan.forDenseSize(fitted, cost, denseSize, budget)),
                entry(
                        Set.of(DENSE_SIZE, DATA),
                        () -> SizePlan.forDenseSize(fitted, cost, denseSize, cost.flop(0, denseSize, data))),
                entry(Set.of(BUDGET), () -> BudgetPlan.of(fitted, cost, budget)),
                entry(Set.of(CONTOURS), () -> Contours.of(fitted, cost, contours)),
                entry(Set.of(SPARSITY), () -> SparsityWorth.of(fitted, cost, sparsity)),
                entry(Set.of(SPARSITY, NON_ZEROS, DATA), () -> Prediction.of(fitted, cost, sparsity, nonZeros, data)),
                entry(
                        Set.of(SPARSITY, NON_ZEROS, LOSS),
                        () -> DataNeed.forLoss(fitted, cost, sparsity, nonZeros, loss)),
                entry(
                        Set.of(SPARSITY, NON_ZEROS, LIKE_DENSE),
                        () -> DataNeed.likeDense(fitted, cost, sparsity, nonZeros, likeDense.get(0), likeDense.get(1))),
                entry(
                        Set.of(SUGGEST_RUNS, BUDGET),
                        () -> suggestions(fitted, cost, Target.sparsityOnDenseOptimalLine(fitted, cost))),
                entry(
                        Set.of(SUGGEST_RUNS, BUDGET, NON_ZEROS, DATA),
                        () -> suggestions(
                                fitted, cost, Target.sparsity(fitted, cost, nonZeros, cost.flop(0, nonZeros, data)))),
                entry(Set.of(SUGGEST_RUNS, BUDGET, TARGET), () -> suggestions(fitted, cost, coefficient(fitted))));
    }

    private Suggestions suggestions(FittedLaw fitted, TrainingCost cost, Target wanted) {
        return Suggestions.of(fitted, cost, wanted, suggestRuns, budget);
    }

    private Target coefficient(FittedLaw fitted) {
        List<String> coefficients = fitted.form().law().coefficients();
        if (!coefficients.contains(target)) {
            throw new UsageException(TARGET + ": " + target + " is not allowed (must be one of "
                    + String.join(", ", coefficients) + ")");
        }
        return Target.coefficient(fitted.form().law(), target);
    }

    private Set<String> given() {
        Set<String> given = new TreeSet<>(QUESTION_OPTIONS);
        given.removeIf(name -> !command.commandLine().getParseResult().hasMatchedOption(name));
        return given;
    }

    private void check() {
        requirePositive(NON_ZEROS, nonZeros);
        requirePositive(DENSE_SIZE, denseSize);
        requirePositive(BUDGET, budget);
        requirePositive(DATA, data);
        requirePositive(LOSS, loss);
        requireSparsity(SPARSITY, sparsity);
        if (contours != null) {
            contours.forEach(s -> requireSparsity(CONTOURS, s));
        }
        if (likeDense != null && likeDense.size() != 2) {
            throw new UsageException(LIKE_DENSE + ": " + likeDense + " is not allowed (must be N,D)");
        }
        if (likeDense != null) {
            likeDense.forEach(value -> requirePositive(LIKE_DENSE, value));
        }
        if (suggestRuns != null && suggestRuns < 1) {
            throw new UsageException(SUGGEST_RUNS + ": " + suggestRuns + " is not allowed (must be at least 1)");
        }
    }

    private static void requirePositive(String option, Double value) {
        if (value != null && !(value > 0 && Double.isFinite(value))) {
            throw new UsageException(option + ": " + value + " is not allowed (must be a number above 0)");
        }
    }

    private static void requireSparsity(String option, Double value) {
        if (value != null && !(value >= 0 && value < 1)) {
            throw new UsageException(option + ": " + value + " is not allowed (must be in [0, 1))");
        }
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new PlanSparsity(), args));
    }
}
