package org.sparselaw.training.dl4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.prune.Magnitude;

/** The runs of a grid of networks, spelled out and checked; longest first. */
final class NetworkPlan {
    private NetworkPlan() {}

    /** @throws UsageException when a network does not read the examples, or cannot be pruned so */
    static List<NetworkSpec> of(NetworkSweepConfig config, NetworkData data) {
        List<NetworkSpec> specs = new ArrayList<>();
        for (String file : config.networks()) {
            String json = Storage.of(file).readText();
            List<TensorSpec> tensors = tensors(file, json, data);
            for (double sparsity : config.sparsity()) {
                for (long amount : config.data()) {
                    for (long seed : config.seeds()) {
                        specs.add(check(file, tensors, spec(config, file, json, sparsity, amount, seed, data)));
                    }
                }
            }
        }
        specs.sort(Comparator.comparingLong(NetworkSpec::data).reversed());
        return specs;
    }

    private static List<TensorSpec> tensors(String file, String json, NetworkData data) {
        try (UserNetwork network = UserNetwork.of(file, json, 0)) {
            data.check(network);
            return network.tensors();
        }
    }

    private static NetworkSpec spec(
            NetworkSweepConfig config,
            String file,
            String json,
            double sparsity,
            long amount,
            long seed,
            NetworkData data) {
        long steps = Math.max(1, Math.round((double) amount / (config.batch() * data.dataPerExample())));
        return new NetworkSpec(
                config.study(),
                Storage.of(file).name(),
                json,
                sparsity,
                sparsity == 0 ? Optional.empty() : Optional.of(config.pruning().over(steps, Optional.empty())),
                data.set().digest(),
                data.dataPerExample(),
                steps,
                config.batch(),
                seed,
                (int) Math.min(config.validationExamples(), data.set().examples(Split.VALIDATION)));
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
