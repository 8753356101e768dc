package org.sparselaw.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSetDraft;
import org.sparselaw.storage.Storage;

/**
 * Where the attempts of tasks leave their files, inside a draft; those of the attempts that count become the set's. Executors may
 * outlive a driver that is killed for a while, so each preparation has a place of its own.
 */
final class Attempts {
    private final Storage set;
    private final Storage all;
    private final Storage folder;

    Attempts(ShardSetDraft draft) {
        this.set = draft.folder();
        this.all = set.child("_attempts");
        this.folder = all.child(UUID.randomUUID().toString());
    }

    /** For the tasks. */
    String path() {
        return folder.toString();
    }

    /** Puts a shard in its place. */
    void keep(Shard shard, String attempt) {
        set.child(shard.file()).replaceWith(folder.child(attempt));
    }

    /** Keeps the documents that were dropped while a shard was written, if there are any. */
    void keepRejected(Shard shard, String attempt) {
        if (!attempt.isEmpty()) {
            rejected(shard.file().replace(".parquet", "")).replaceWith(folder.child(attempt));
        }
    }

    /** Keeps the rejected records, by the numbers of their inputs in the manifest, and forgets all that is not kept. */
    void finish(List<FileReport> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            String attempt = inputs.get(i).rejectedFile();
            if (!attempt.isEmpty()) {
                rejected(String.format(Locale.ROOT, "%05d", i)).replaceWith(folder.child(attempt));
            }
        }
        all.delete();
    }

    private Storage rejected(String of) {
        return set.child("rejected").child(of + ".jsonl.gz");
    }
}
