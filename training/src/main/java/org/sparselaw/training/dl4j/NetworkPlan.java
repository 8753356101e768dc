package org.sparselaw.training.dl4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.prune.Magnitude;

/** The runs of a grid of networks, spelled out and checked; longest first. */
final class NetworkPlan {
    private NetworkPlan() {}

    /** @throws UsageException when a network does not read the set's windows, or cannot be pruned so */
    static List<NetworkSpec> of(NetworkSweepConfig config, ShardSet set) {
        List<NetworkSpec> specs = new ArrayList<>();
        for (String file : config.networks()) {
            String json = Storage.of(file).readText();
            List<TensorSpec> tensors = tensors(file, json, set);
            for (double sparsity : config.sparsity()) {
                for (long data : config.data()) {
                    for (long seed : config.seeds()) {
                        specs.add(check(file, tensors, spec(config, file, json, sparsity, data, seed, set)));
                    }
                }
            }
        }
        specs.sort(Comparator.comparingLong(NetworkSpec::tokens).reversed());
        return specs;
    }

    private static List<TensorSpec> tensors(String file, String json, ShardSet set) {
        try (UserNetwork network = UserNetwork.of(file, json, 0)) {
            network.check(set.manifest().vocabulary());
            return network.tensors();
        }
    }

    private static NetworkSpec spec(
            NetworkSweepConfig config, String file, String json, double sparsity, long data, long seed, ShardSet set) {
        int window = set.manifest().window();
        long steps = Math.max(1, Math.round((double) data / ((long) config.batch() * (window - 1))));
        return new NetworkSpec(
                config.study(),
                Storage.of(file).name(),
                json,
                sparsity,
                sparsity == 0 ? Optional.empty() : Optional.of(config.pruning().over(steps, Optional.empty())),
                set.digest(),
                window,
                steps,
                config.batch(),
                seed,
                (int) Math.min(
                        config.validationWindows(),
                        set.manifest().size(Split.VALIDATION).windows()));
    }

    private static NetworkSpec check(String file, List<TensorSpec> tensors, NetworkSpec spec) {
        if (!(spec.plan().method() instanceof Magnitude)) {
            throw new UsageException("pruning.method: '" + spec.plan().method().name()
                    + "' is not allowed for networks of DL4J (must be magnitude)");
        }
        try {
            spec.plan().check(tensors);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
        return spec;
    }
}
