package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Config;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.storage.Sha256;
import org.sparselaw.training.data.Task;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.prune.NonZeros;
import org.sparselaw.training.prune.Pruning;

/**
 * All that decides the result of a run; {@code run.yaml} in its folder. No paths: a run keeps its id when folders move.
 *
 * @param study what the run belongs to
 * @param sparsity S, the target in [0, 1)
 * @param pruning absent for a dense run
 * @param batch windows or images a step
 * @param validationExamples how many windows or images of the validation split the final loss is over
 * @param validateEvery steps between validations during the run
 * @param device as configurations name it
 * @param threads of the device; they decide in which order it sums
 * @param precision of matrix products
 */
public record RunSpec(
        String study,
        Architecture model,
        double sparsity,
        Optional<PruningSpec> pruning,
        OptimizerSpec optimizer,
        RunData data,
        long steps,
        int batch,
        long seed,
        int validationExamples,
        Optional<Long> validateEvery,
        String device,
        int threads,
        Precision precision) {

    /**
     * Spells out a run on a shard set. Asked for more validation examples than the set has, it gets all of them, and says so
     * in its {@code validationExamples}.
     *
     * @param sparsity S in [0, 1); a run with S = 0 is dense
     * @param pretrained what the run starts from, if not from random weights; of no meaning for a dense run
     * @throws org.sparselaw.job.DataException when the set has no training or no validation examples, or its windows cannot
     *     be corrupted
     * @throws UsageException when the model cannot be pruned so
     */
    public static RunSpec of(
            String study,
            Architecture model,
            double sparsity,
            long steps,
            TrainingConfig training,
            Optional<Pretrained> pretrained,
            TrainingSet set) {
        RunData data = RunData.of(set, model.family(), training);
        RunSpec spec = new RunSpec(
                study,
                model,
                sparsity,
                sparsity == 0
                        ? Optional.empty()
                        : Optional.of(training.pruning().over(steps, pretrained)),
                training.optimizer().over(steps),
                data,
                steps,
                training.batch(),
                training.seed(),
                (int) Math.min(training.validationExamples(), set.examples(Split.VALIDATION)),
                training.validateEvery(),
                training.device(),
                training.threads(),
                training.precision());
        try {
            spec.plan().check(model.tensors());
        } catch (IllegalArgumentException e) {
            throw new UsageException("training.pruning: " + e.getMessage());
        }
        return spec;
    }

    /** The steps that come closest to D, {@code data} tokens or images of the set; at least one. */
    public static long steps(Architecture model, TrainingConfig training, long data, TrainingSet set) {
        Task task = RunData.of(set, model.family(), training).task(model);
        return training.steps(data, task.dataPerExample());
    }

    /**
     * A run that starts from random weights; see {@link #of(String, Architecture, double, long, TrainingConfig, Optional,
     * TrainingSet)}.
     */
    public static RunSpec of(
            String study, Architecture model, double sparsity, long steps, TrainingConfig training, TrainingSet set) {
        return of(study, model, sparsity, steps, training, Optional.empty(), set);
    }

    /** The specification as YAML, the same bytes for the same run. */
    public String yaml() {
        return Config.write(this);
    }

    /** The first 16 hexadecimal digits of the SHA-256 of {@link #yaml}. */
    public String runId() {
        return Sha256.of(yaml()).substring(0, 16);
    }

    /** As the run table names it: {@code t5}. */
    public String family() {
        return model.family().toString();
    }

    /** What the model is to do with the data. */
    public Task task() {
        return data.task(model);
    }

    /** Positions of one step in the model: as FLOP and speed are counted. For text what D counts. */
    public long tokensPerStep() {
        return batch * task().tokensPerExample();
    }

    /** One step as D counts it: images, or tokens, for T5 those that the encoder reads, 512 of 568 a window. */
    public long dataPerStep() {
        return batch * task().dataPerExample();
    }

    /** D: the tokens or images of all steps. */
    public long amountOfData() {
        return steps * dataPerStep();
    }

    public Pruning plan() {
        return pruning.isPresent() ? pruning.get().plan(sparsity) : Pruning.none();
    }

    /** As the run table names it: {@code unstructured}, {@code 2:4}. */
    public String pattern() {
        return plan().pattern().name();
    }

    /** As the run table names it: {@code dense}, {@code gradual}, {@code acdc}. */
    public String strategy() {
        return pruning.isPresent()
                ? pruning.get().strategy()
                : plan().schedule().name();
    }

    /** What the run starts from, if not from random weights. */
    public Optional<Pretrained> pretrained() {
        return pruning.flatMap(PruningSpec::pretrained);
    }

    /** The parameters that are left at the end, known before the run. */
    public NonZeros nonZeros() {
        return plan().finalNonZeros(model.tensors());
    }

    /** As {@link Pruning#trainingFlop} defines it. */
    public double trainingFlop() {
        return plan().trainingFlop(model.tensors(), steps, tokensPerStep());
    }
}
