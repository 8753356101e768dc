package org.sparselaw.training.run;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.model.Safetensors;

/**
 * What a run that is broken off goes on from, the two newest of them:
 *
 * <pre>
 * step-000000001000/
 *     state.safetensors   weights and what the optimiser remembers
 *     masks               see {@link MaskFile}
 *     state.json          how far the run was, and the SHA-256 of the other two
 * </pre>
 *
 * Each appears as a whole. One whose files have other digests than it says is passed over for the one before.
 */
public final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final String PREFIX = "step-";
    private static final String TENSORS = "state.safetensors";
    private static final String MASKS = "masks";
    private static final String STATE = "state.json";
    private static final int KEPT = 2;

    private final Storage folder;

    /** @param folder of a run's checkpoints; other files in it are left alone */
    public Checkpoints(Storage folder) {
        this.folder = folder;
    }

    /** The content of {@code state.json}. */
    private record State(RunProgress progress, Map<String, String> sha256) {}

    /** A checkpoint whose digests were found right. */
    public record Saved(RunProgress progress, Storage folder) {
        /** Fills the tensors in. */
        public void read(List<Safetensors.Entry> tensors) {
            Safetensors.read(folder.child(TENSORS), tensors);
        }

        /** Bits of the masks by the name of their tensor. */
        public Map<String, long[]> masks() {
            return MaskFile.read(folder.child(MASKS));
        }
    }

    void write(Snapshot snapshot) {
        Storage finished =
                folder.child(PREFIX + "%012d".formatted(snapshot.progress().steps()));
        Storage draft = folder.child("." + finished.name() + ".writing");
        draft.delete();
        Safetensors.write(draft.child(TENSORS), Map.of(), snapshot.tensors());
        MaskFile.write(draft.child(MASKS), snapshot.masks());
        Map<String, String> digests = new LinkedHashMap<>();
        for (String file : List.of(TENSORS, MASKS)) {
            digests.put(file, draft.child(file).sha256());
        }
        draft.child(STATE).write(Json.write(new State(snapshot.progress(), digests)));
        finished.replaceWith(draft);
        newestFirst().stream().skip(KEPT).forEach(Storage::delete);
    }

    /** The newest that is whole. */
    public Optional<Saved> newest() {
        for (Storage checkpoint : newestFirst()) {
            try {
                return Optional.of(check(checkpoint));
            } catch (DataException e) {
                LOG.warn("Checkpoint passed over: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Removes all, drafts included; what else lies in the folder stays. */
    public void delete() {
        folder.children().stream()
                .filter(child -> child.name().startsWith(PREFIX) || child.name().startsWith("." + PREFIX))
                .forEach(Storage::delete);
    }

    private List<Storage> newestFirst() {
        return folder.children().stream()
                .filter(child -> child.name().startsWith(PREFIX))
                .sorted(Comparator.comparing(Storage::name).reversed())
                .toList();
    }

    private static Saved check(Storage checkpoint) {
        Storage file = checkpoint.child(STATE);
        State state = Json.read(State.class, file.toString(), file.readText());
        state.sha256().forEach((name, expected) -> {
            Storage part = checkpoint.child(name);
            String found = part.sha256();
            if (!found.equals(expected)) {
                throw new DataException(
                        part + ": damaged: its SHA-256 is " + found + ", but " + STATE + " says " + expected);
            }
        });
        return new Saved(state.progress(), checkpoint);
    }
}
