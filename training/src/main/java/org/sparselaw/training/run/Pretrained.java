package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/**
 * What a run starts from instead of random weights. One of the two:
 *
 * @param run the id of a dense run in the same folder of runs
 * @param checkpoint SHA-256 of a safetensors file
 * @param optimizer whether the optimiser starts afresh or where that run left it
 */
public record Pretrained(Optional<String> run, Optional<String> checkpoint, Optimizer optimizer) {
    /** The state of the optimiser at the start. */
    public enum Optimizer {
        FRESH,
        LOADED
    }

    /** From the final weights of a run. */
    public static Pretrained run(String runId, Optimizer optimizer) {
        return new Pretrained(Optional.of(runId), Optional.empty(), optimizer);
    }

    /** From a file, which is read for its digest. */
    public static Pretrained checkpoint(Storage file, Optimizer optimizer) {
        return new Pretrained(Optional.empty(), Optional.of(Sha256.of(file.readBytes())), optimizer);
    }
}
