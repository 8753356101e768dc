package org.sparselaw.training.prune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sparselaw.training.model.TensorSpec;

/**
 * Sparsities for tensors by name, like the filters of jaxpruner (Lee et al. 2023); tensors that no entry names are distributed
 * among themselves as {@code others} says.
 *
 * @param entries sparsity by a glob ({@code *} for any letters, {@code ?} for one) or a regular expression in slashes, of which
 *     the first that fits the whole name counts: {@code {"*.wo.weight": .9, "/encoder.*(q|k)[.]weight/": 0}}
 */
public record ByName(Map<String, Double> entries, SparsityDistribution others) implements SparsityDistribution {
    public ByName {
        // Not Map.copyOf: the order counts.
        entries = new LinkedHashMap<>(entries);
    }

    @Override
    public String name() {
        return others.name();
    }

    @Override
    public List<Double> sparsities(List<TensorSpec> tensors, double target) {
        Map<Pattern, Double> named = entries.entrySet().stream()
                .collect(Collectors.toMap(
                        e -> pattern(e.getKey()), Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        Map<String, Double> fixed = new LinkedHashMap<>();
        for (TensorSpec tensor : tensors) {
            named.entrySet().stream()
                    .filter(e -> e.getKey().matcher(tensor.name()).matches())
                    .findFirst()
                    .ifPresent(e -> fixed.put(tensor.name(), target == 0 ? 0 : e.getValue()));
        }
        List<TensorSpec> rest =
                tensors.stream().filter(t -> !fixed.containsKey(t.name())).toList();
        List<Double> distributed = others.sparsities(rest, target);
        for (int i = 0; i < rest.size(); i++) {
            fixed.put(rest.get(i).name(), distributed.get(i));
        }
        return tensors.stream().map(tensor -> fixed.get(tensor.name())).toList();
    }

    /**
     * @throws IllegalArgumentException for an entry that is no regular expression, or that fits none of the tensors, or one
     *     that is never pruned
     */
    void check(List<TensorSpec> tensors) {
        entries.forEach((entry, sparsity) -> {
            List<TensorSpec> named = tensors.stream()
                    .filter(t -> pattern(entry).matcher(t.name()).matches())
                    .toList();
            if (named.isEmpty()) {
                throw new IllegalArgumentException("tensors: '" + entry + "' fits no tensor of the model");
            }
            named.stream()
                    .filter(t -> sparsity > 0 && !SparsityDistribution.prunes(t))
                    .findFirst()
                    .ifPresent(t -> {
                        throw new IllegalArgumentException("tensors: '" + entry + "' fits " + t.name()
                                + ", which is never pruned (must be of rank above 1, no relative-position bias"
                                + " and no position embedding)");
                    });
        });
    }

    private static Pattern pattern(String entry) {
        if (entry.length() > 1 && entry.startsWith("/") && entry.endsWith("/")) {
            return Pattern.compile(entry.substring(1, entry.length() - 1));
        }
        return Pattern.compile(entry.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }
}
