package org.sparselaw.pipeline.shard;

import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;

/**
 * A shard set in the making, in a hidden folder beside its place. It appears there as a whole, or, when closed before it is
 * finished, not at all: the manifest, without which a folder is no set, goes before all else of an old set and comes after all
 * else of the new one. So it is on file systems that move a folder at once (local, HDFS) and on those that copy it file by file
 * (S3).
 */
public final class ShardSetDraft implements AutoCloseable {
    private final Storage output;
    private final Storage folder;

    /** The new manifest while the set is put in its place: what lies there without one is then debris. */
    private final Storage manifest;

    /**
     * Opens a draft; what an earlier, killed attempt at the same set left behind is removed.
     *
     * @throws DataException when the place holds something that is not a shard set, which would be lost, or is a root
     */
    public ShardSetDraft(String output) {
        this.output = Storage.of(output);
        if (this.output.path().getParent() == null) {
            throw new DataException(this.output + ": the root of a file system; name a folder in it for the output");
        }
        this.folder = this.output.sibling("." + this.output.name() + ".draft");
        this.manifest = this.output.sibling("." + this.output.name() + "." + Manifest.FILE);
        if (!this.output.children().isEmpty()
                && !this.output.child(Manifest.FILE).exists()) {
            if (!manifest.exists()) {
                throw new DataException(this.output + ": not empty and not a shard set, so it is not replaced; name"
                        + " another folder for the output");
            }
            this.output.delete();
        }
        manifest.delete();
        folder.delete();
    }

    /** Where the set's files go. */
    public Storage folder() {
        return folder;
    }

    /** Puts the set in its place, instead of what was there, with the manifest last of all files. */
    public void finish(SetManifest set) {
        Storage place = output.child(Manifest.FILE);
        Storage written = folder.child(Manifest.FILE);
        written.write(Json.write(set));
        manifest.replaceWith(written);
        place.delete();
        output.replaceWith(folder);
        place.replaceWith(manifest);
    }

    @Override
    public void close() {
        folder.delete();
    }
}
