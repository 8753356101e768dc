package org.sparselaw.training.study;

import java.util.List;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/**
 * A step of a study whose result is kept as long as it is there and what it was made from is unchanged. The key of the
 * inputs is written beside the result once the result is whole, so an interrupted step is done again.
 */
public final class Stage {
    private final String name;
    private final Storage result;
    private final Storage marker;
    private final String key;

    /**
     * Describes the step.
     *
     * @param folder of the study; keys lie in its {@code stages} folder
     * @param result the file or folder the step makes
     * @param inputs everything the result depends on: configuration as text, digests
     */
    public Stage(String name, Storage folder, Storage result, List<String> inputs) {
        this.name = name;
        this.result = result;
        this.marker = folder.child("stages").child(name);
        this.key = Sha256.of(String.join("\n", inputs)) + "\n";
    }

    public String name() {
        return name;
    }

    /** Whether the result is there and its inputs are those it was made from. */
    public boolean isDone() {
        return result.exists() && marker.exists() && marker.readText().equals(key);
    }

    /** Does the step unless it is done already; true when it ran. */
    public boolean run(Runnable work) {
        if (isDone()) {
            return false;
        }
        marker.delete();
        work.run();
        marker.write(key);
        return true;
    }
}
