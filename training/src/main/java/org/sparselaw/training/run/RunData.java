package org.sparselaw.training.run;

import org.sparselaw.config.Variant;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.training.data.Augmentation;
import org.sparselaw.training.data.ImageTask;
import org.sparselaw.training.data.Objective;
import org.sparselaw.training.data.SpanCorruption;
import org.sparselaw.training.data.Task;
import org.sparselaw.training.data.TextSet;
import org.sparselaw.training.data.TextTask;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.model.TextArchitecture;
import org.sparselaw.training.model.VisionConfig;

/** What a run reads. */
public sealed interface RunData {
    /** Digest of the shard set. */
    String shardSet();

    /** What a model is to do with it. */
    Task task(Architecture model);

    /**
     * Windows of tokens.
     *
     * @param window tokens a window before corruption
     * @param vocabulary pieces and extra ids
     * @param endOfSequence id
     */
    @Variant(key = "kind", value = "text")
    record Text(String shardSet, int window, int vocabulary, int endOfSequence) implements RunData {
        @Override
        public Task task(Architecture model) {
            Objective objective = Objective.of(model.family(), window, vocabulary, endOfSequence);
            return new TextTask((TextArchitecture) model, objective);
        }
    }

    /** Images; their geometry and classes are the model's. */
    @Variant(key = "kind", value = "image")
    record Pictures(String shardSet, Augmentation augmentation) implements RunData {
        @Override
        public Task task(Architecture model) {
            return new ImageTask((VisionConfig) model, augmentation);
        }
    }

    /** @throws DataException when the set has no training or no validation examples, or its windows cannot be corrupted */
    static RunData of(TrainingSet set, Family family, TrainingConfig training) {
        for (Split split : Split.values()) {
            if (set.examples(split) == 0) {
                throw new DataException("%s: holds no %s %s (must be at least 1); prepare more%s"
                        .formatted(
                                set,
                                split.prefix(),
                                set.exampleName(),
                                family.readsImages() ? "" : " text or shorter windows"));
            }
        }
        return set instanceof TextSet text ? of(text, family) : new Pictures(set.digest(), training.augmentation());
    }

    private static RunData of(TextSet set, Family family) {
        Manifest manifest = set.shards().manifest();
        if (family == Family.T5) {
            checkCorruption(set, manifest);
        }
        return new Text(set.digest(), manifest.window(), manifest.vocabulary(), manifest.endOfSequence());
    }

    private static void checkCorruption(TextSet set, Manifest manifest) {
        if (manifest.window() < SpanCorruption.SHORTEST_WINDOW) {
            throw new DataException("%s: windows of %d tokens cannot be corrupted (must be at least %d)"
                    .formatted(set, manifest.window(), SpanCorruption.SHORTEST_WINDOW));
        }
        int spans = new SpanCorruption(manifest.window(), manifest.vocabulary(), manifest.endOfSequence()).spans();
        if (spans > manifest.extraIds()) {
            throw new DataException("%s: windows of %d tokens need %d sentinels, but the set has %d extra ids"
                    .formatted(set, manifest.window(), spans, manifest.extraIds()));
        }
    }
}
