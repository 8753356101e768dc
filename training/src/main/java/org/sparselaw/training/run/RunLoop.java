package org.sparselaw.training.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparselaw.training.data.BatchesAhead;
import org.sparselaw.training.data.TrainingBatches;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Evaluation;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.optimizer.Clipping;
import org.sparselaw.training.optimizer.Optimizer;
import org.sparselaw.training.prune.NonZeros;
import org.sparselaw.training.prune.Pruner;

/** The steps of one run, from initial weights to the final validation loss. */
final class RunLoop {
    /**
     * Nats a token from which on a run counts as diverged, like one whose loss is not a number. A guess at random costs the
     * logarithm of the vocabulary, 10 or so; a model that is this sure of wrong tokens does not come back.
     */
    private static final double GREATEST_LOSS = 100;

    private final RunSpec spec;
    private final Model model;
    private final TrainingBatches batches;
    private final Validation validation;
    private final Pruner pruner;
    private final Optimizer optimizer;
    private final long optimizerSteps;
    private final Device device;
    private final RunListener listener;
    private final long began = System.nanoTime();
    private final RunProgress beginning;
    private long trainingNanos;
    private long stepsDone;

    /**
     * @param start sets the weights
     * @param saved where the run goes on, in place of the beginning
     */
    RunLoop(
            RunSpec spec,
            TrainingSet set,
            Device device,
            Model model,
            InitialState start,
            Optional<Checkpoints.Saved> saved,
            RunListener listener) {
        this.spec = spec;
        this.model = model;
        this.listener = listener;
        TrainingBatches its = spec.task().training(set, spec.batch(), spec.seed());
        batches = device.isAsynchronous() ? new BatchesAhead(its) : its;
        validation = Validation.of(spec, set);
        this.device = device;
        pruner = new Pruner(device, spec.plan(), model.parameters(), spec.seed());
        optimizer = spec.optimizer().algorithm().on(device, pruner.trained());
        start.set(model);
        optimizerSteps = start.set(optimizer);
        beginning = saved.map(Checkpoints.Saved::progress).orElse(RunProgress.BEGINNING);
        if (saved.isPresent()) {
            saved.get().read(state());
            pruner.restore(beginning.steps(), saved.get().masks());
            batches.skip(beginning.steps());
            stepsDone = beginning.steps();
        } else {
            pruner.begin();
        }
    }

    /** All numbers that training changes, but for the masks. */
    private List<Safetensors.Entry> state() {
        List<Safetensors.Entry> state = new ArrayList<>();
        for (int i = 0; i < model.parameters().size(); i++) {
            Parameter parameter = model.parameters().get(i);
            Parameter trained = pruner.trained().get(i);
            state.add(Safetensors.Entry.of(parameter));
            if (trained != parameter) {
                state.add(new Safetensors.Entry(trained.name() + ".dense", trained.shape(), trained.weights()));
            }
        }
        state.addAll(optimizer.state());
        return state;
    }

    /**
     * Trains to the end, or until the run diverges; gives the final validation, absent in that case.
     *
     * @param checkpointEvery steps between checkpoints
     */
    Optional<Evaluation> run(RunMetrics metrics, CheckpointWriter checkpoints, long checkpointEvery) {
        Optional<Evaluation> validated = Optional.empty();
        while (stepsDone < spec.steps()) {
            double loss = step();
            boolean last = stepsDone == spec.steps();
            validated = sound(loss) && (last || validatesNow()) ? Optional.of(validation.of(model)) : Optional.empty();
            metrics.write(new StepMetrics(
                    stepsDone - 1,
                    batches.epoch(),
                    stepsDone * spec.dataPerStep(),
                    loss,
                    spec.optimizer().rate(stepsDone - 1),
                    pruner.sparsity(),
                    validated,
                    elapsedSeconds()));
            listener.step(stepsDone - 1, loss, pruner.sparsity());
            if (!sound(loss) || !sound(validated.map(v -> v.loss().mean()).orElse(0.0))) {
                return Optional.empty();
            }
            if (!last && stepsDone % checkpointEvery == 0) {
                checkpoints.await();
                metrics.finishPart();
                RunProgress progress = new RunProgress(stepsDone, metrics.parts(), elapsedSeconds());
                checkpoints.write(Snapshot.of(progress, state(), pruner.masks()));
            }
        }
        return validated;
    }

    NonZeros nonZeros() {
        return pruner.nonZeros();
    }

    /** Parameters that are left of a tensor. */
    long kept(TensorSpec tensor) {
        return pruner.kept(tensor);
    }

    /** All that the optimiser remembers. */
    List<Safetensors.Entry> optimizerState() {
        return optimizer.state();
    }

    /** How many steps the optimiser did, those before this run included. */
    long optimizerSteps() {
        return optimizerSteps + stepsDone;
    }

    long stepsDone() {
        return stepsDone;
    }

    /** Of training alone, validation left out, and without steps before an interruption. */
    double stepsPerSecond() {
        return (stepsDone - beginning.steps()) / seconds(trainingNanos);
    }

    private double elapsedSeconds() {
        return beginning.elapsedSeconds() + seconds(System.nanoTime() - began);
    }

    /** One step; weights stay as they are when the loss shows that the run has diverged. */
    double step() {
        long start = System.nanoTime();
        Batch batch = batches.next();
        double loss = model.trainStep(batch).mean();
        if (sound(loss)) {
            update();
        }
        stepsDone++;
        trainingNanos += System.nanoTime() - start;
        return loss;
    }

    private void update() {
        spec.optimizer().clip().ifPresent(norm -> new Clipping(norm).apply(device, model.parameters()));
        pruner.update(stepsDone);
        optimizer.update(optimizerSteps + stepsDone, spec.optimizer().rate(stepsDone), pruner::optimizerMask);
        pruner.finish();
    }

    private static boolean sound(double loss) {
        return Double.isFinite(loss) && loss < GREATEST_LOSS;
    }

    private boolean validatesNow() {
        return spec.validateEvery().isPresent()
                && stepsDone % spec.validateEvery().get() == 0;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
