package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;

/**
 * Where a run lies:
 *
 * <pre>
 * runs/&lt;run id>/
 *     run.yaml                       the specification; the run id is its digest
 *     planned.json                   the run's row of the run table as far as it is known before it ends
 *     metrics/part-00000.parquet     a row a step; a file for the steps up to each checkpoint
 *     checkpoint/step-000000001000/  what an unfinished run goes on from, see {@link Checkpoints}
 *     checkpoint/model.safetensors   the final weights; a diverged run has none
 *     checkpoint/config.json         their sizes, for T5, as transformers reads them
 *     checkpoint/optimizer.safetensors  the optimiser's state after the last step
 *     result.json                    written last: without it the run is unfinished
 * </pre>
 */
public final class RunFolder {
    /** In the metadata of the optimiser's state: how many steps it did. */
    static final String STEPS = "steps";

    private static final String CHECKPOINT = "checkpoint";
    private static final String WEIGHTS = "model.safetensors";
    private static final String OPTIMIZER = "optimizer.safetensors";

    private final Storage folder;
    private final RunSpec spec;

    private RunFolder(Storage folder, RunSpec spec) {
        this.folder = folder;
        this.spec = spec;
    }

    /** The place of a run; nothing is touched. */
    public static RunFolder of(Storage runs, RunSpec spec) {
        return new RunFolder(runs.child(spec.runId()), spec);
    }

    /** The result, when the run is finished. */
    public Optional<Run> result() {
        Storage file = folder.child("result.json");
        return file.exists() ? Optional.of(Json.read(Run.class, file.toString(), file.readText())) : Optional.empty();
    }

    /** Starts the run anew: what an unfinished attempt left behind goes. */
    void begin(Run planned) {
        folder.delete();
        folder.child("run.yaml").write(spec.yaml());
        folder.child("planned.json").write(Json.write(planned));
    }

    Storage metrics() {
        return folder.child("metrics");
    }

    /** What an unfinished run goes on from. */
    Checkpoints checkpoints() {
        return new Checkpoints(folder.child(CHECKPOINT));
    }

    Storage checkpointFolder() {
        return folder.child(CHECKPOINT);
    }

    Storage optimizer() {
        return folder.child(CHECKPOINT).child(OPTIMIZER);
    }

    /** The final weights of a run. */
    static Storage checkpoint(Storage runs, String runId) {
        return runs.child(runId).child(CHECKPOINT).child(WEIGHTS);
    }

    /** The optimiser's state that belongs to a checkpoint. */
    static Storage optimizerBeside(Storage checkpoint) {
        String path = checkpoint.toString();
        return Storage.of(path.substring(0, path.lastIndexOf('/') + 1) + OPTIMIZER);
    }

    void finish(Run run) {
        folder.child("result.json").write(Json.write(run));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
