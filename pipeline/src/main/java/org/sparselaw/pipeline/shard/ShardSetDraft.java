package org.sparselaw.pipeline.shard;

import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;

/**
 * A shard set in the making, in a hidden folder beside its place. It appears there as a whole, or, when closed before it is
 * finished, not at all.
 */
public final class ShardSetDraft implements AutoCloseable {
    private final Storage output;
    private final Storage folder;

    /**
     * Opens a draft; what an earlier, killed attempt at the same set left behind is removed.
     *
     * @throws DataException when the place holds something that is not a shard set, which would be lost
     */
    public ShardSetDraft(String output) {
        this.output = Storage.of(output);
        if (!this.output.children().isEmpty()
                && !this.output.child(Manifest.FILE).exists()) {
            throw new DataException(this.output + ": not empty and not a shard set, so it is not replaced; name another"
                    + " folder for the output");
        }
        this.folder = Storage.of(this.output.path().getParent() + "/." + this.output.name() + ".draft");
        folder.delete();
    }

    /** Where the set's files go. */
    public Storage folder() {
        return folder;
    }

    /** Writes the manifest, last of all files, and puts the set in its place, instead of what was there. */
    public void finish(SetManifest manifest) {
        folder.child(Manifest.FILE).write(Json.write(manifest));
        output.replaceWith(folder);
    }

    @Override
    public void close() {
        folder.delete();
    }
}
