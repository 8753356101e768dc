package org.sparselaw.pipeline.image;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.ImageManifest;

/** The classes of a set and their ids. */
public final class Classes implements Serializable {
    private final List<String> names;
    private final Map<String, Integer> ids = new HashMap<>();
    private final boolean numbered;

    private Classes(List<String> names) {
        check(names.size());
        this.names = List.copyOf(names);
        for (int id = 0; id < names.size(); id++) {
            ids.put(names.get(id), id);
        }
        this.numbered = names.stream().noneMatch(Classes::number);
    }

    /** Classes by their names, in the order of their ids: a source may give the name or, unless names are numbers, the id. */
    public static Classes named(List<String> names) {
        return new Classes(names);
    }

    /**
     * The classes of which a source has labels. When all labels are numbers, they are the ids, and classes are named so, from
     * 0 to the largest. Else classes are in the order of their names.
     */
    public static Classes of(Collection<String> labels) {
        if (!labels.isEmpty() && labels.stream().allMatch(Classes::number)) {
            int largest = labels.stream().mapToInt(Integer::parseInt).max().orElseThrow();
            check(largest + 1);
            return new Classes(IntStream.rangeClosed(0, largest)
                    .mapToObj(Integer::toString)
                    .toList());
        }
        return new Classes(labels.stream().sorted().distinct().toList());
    }

    /** The id of the class that a label names. */
    public Optional<Integer> id(String label) {
        Integer id = ids.get(label);
        if (id == null && number(label)) {
            int value = Integer.parseInt(label);
            id = value < names.size() && (numbered || names.get(value).equals(Integer.toString(value))) ? value : null;
        }
        return Optional.ofNullable(id);
    }

    public List<String> names() {
        return names;
    }

    private static void check(int classes) {
        if (classes > ImageManifest.MOST_CLASSES) {
            throw new DataException(
                    "%d classes, but a set can have at most %d".formatted(classes, ImageManifest.MOST_CLASSES));
        }
    }

    private static boolean number(String label) {
        return label.matches("\\d{1,9}");
    }
}
