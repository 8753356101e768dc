package org.sparselaw.training.dl4j;

import java.util.HashSet;
import java.util.List;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.training.run.PruningConfig;

/**
 * A grid of runs of a user's networks; every combination of the four lists is a run.
 *
 * @param study what the runs belong to
 * @param shards folder of the shard set, of text or images
 * @param runs folder that holds a folder for every run
 * @param networks files of DL4J configurations in JSON; for a law, of several sizes
 * @param sparsity S
 * @param data D, tokens or images read in training
 * @param seeds of initial weights and order of the data
 * @param batch windows or images a step
 * @param validationExamples windows or images for the final loss, all of the split when it has fewer
 * @param checkpointEvery steps between the checkpoints that a run which is broken off goes on from
 * @param pruning as in the section {@code pruning} of a study; the method must be magnitude
 */
public record NetworkSweepConfig(
        String study,
        String shards,
        @Default("runs") String runs,
        List<String> networks,
        @Range("[0, 1)") List<Double> sparsity,
        @Range("[1, inf)") List<Long> data,
        @Default("[1]") List<Long> seeds,
        @Default("16") @Range("[1, inf)") int batch,
        @Default("256") @Range("[1, inf)") int validationExamples,
        @Default("1000") @Range("[1, inf)") long checkpointEvery,
        @Default("{}") PruningConfig pruning) {
    public NetworkSweepConfig {
        check("networks", networks);
        check("sparsity", sparsity);
        check("data", data);
        check("seeds", seeds);
        if (pruning.pretrained().isPresent()) {
            throw new IllegalArgumentException("pruning.pretrained has no meaning for networks of DL4J");
        }
    }

    private static void check(String key, List<?> values) {
        if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(key + " " + values + " must be a list of one or more different values");
        }
    }
}
