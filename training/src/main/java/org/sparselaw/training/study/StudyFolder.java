package org.sparselaw.training.study;

import org.sparselaw.storage.Storage;

/**
 * Where a study lies:
 *
 * <pre>
 * studies/quickstart/
 *     text/          the shard set; of images: images/
 *     runs/          a folder a run
 *     runs.parquet   the run table
 *     law.json       the fitted law
 *     report.html
 *     stages/        what each of these was made from
 * </pre>
 *
 * @param corpus name of the folder of the shard set
 */
public record StudyFolder(Storage root, String corpus) {
    public Storage shards() {
        return root.child(corpus);
    }

    public Storage runs() {
        return root.child("runs");
    }

    public Storage runTable() {
        return root.child("runs.parquet");
    }

    public Storage law() {
        return root.child("law.json");
    }

    public Storage report() {
        return root.child("report.html");
    }
}
