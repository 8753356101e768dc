package org.sparselaw.training.run;

import java.util.List;
import java.util.Optional;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.model.HuggingFace;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.optimizer.Optimizer;

/** What a run starts from: random weights, or those of a checkpoint. */
final class InitialState {
    private final RunSpec spec;
    private final Optional<Storage> checkpoint;

    private InitialState(RunSpec spec, Optional<Storage> checkpoint) {
        this.spec = spec;
        this.checkpoint = checkpoint;
    }

    /** Random weights and a fresh optimiser, whatever the specification says. */
    static InitialState random(RunSpec spec) {
        return new InitialState(spec, Optional.empty());
    }

    /**
     * @param runs where the dense run is looked for that the specification may name
     * @param given the checkpoint whose digest the specification may name
     * @throws DataException when the checkpoint is not there, or is another one
     */
    static InitialState of(RunSpec spec, Storage runs, Optional<Storage> given) {
        if (spec.pretrained().isEmpty()) {
            return new InitialState(spec, Optional.empty());
        }
        Pretrained pretrained = spec.pretrained().get();
        if (pretrained.run().isPresent()) {
            Storage file = RunFolder.checkpoint(runs, pretrained.run().get());
            if (!file.exists()) {
                throw new DataException(file + ": is not there; the dense run "
                        + pretrained.run().get() + " that run " + spec.runId() + " starts from must have finished");
            }
            return new InitialState(spec, Optional.of(file));
        }
        String digest = pretrained.checkpoint().orElseThrow();
        if (given.isEmpty() || !Sha256.of(given.get().readBytes()).equals(digest)) {
            throw new DataException("%s: must be the checkpoint with the SHA-256 %s that run %s starts from"
                    .formatted(given.isEmpty() ? "no checkpoint" : given.get(), digest, spec.runId()));
        }
        return new InitialState(spec, given);
    }

    /** Sets all weights. */
    void set(Model model) {
        if (checkpoint.isEmpty()) {
            model.initialise(spec.seed());
        } else {
            HuggingFace.read(checkpoint.get(), spec.model(), model.parameters());
        }
    }

    /** Sets the optimiser's state where it is to go on; gives the steps that it did before. */
    long set(Optimizer optimizer) {
        boolean loaded = checkpoint.isPresent()
                && spec.pretrained()
                        .filter(p -> p.optimizer() == Pretrained.Optimizer.LOADED)
                        .isPresent();
        if (!loaded) {
            return 0;
        }
        Storage file = RunFolder.optimizerBeside(checkpoint.orElseThrow());
        List<Safetensors.Entry> state = optimizer.state();
        String steps = Safetensors.read(file, state).get(RunFolder.STEPS);
        if (steps == null || !steps.matches("\\d{1,18}")) {
            throw new DataException(file + ": says " + steps + " for the " + RunFolder.STEPS
                    + " it did in its metadata (must be a whole number)");
        }
        return Long.parseLong(steps);
    }
}
