package org.sparselaw.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long documents are: how many have at least 2^i tokens and less than twice that, for each i. */
final class DocumentLengths implements Serializable {
    private final long[] counts = new long[Integer.SIZE];

    /** @param tokens at least 1 */
    void add(int tokens) {
        counts[Integer.SIZE - 1 - Integer.numberOfLeadingZeros(tokens)]++;
    }

    /** Numbers of documents by the least number of tokens of their class, without the classes that are empty. */
    static Map<Integer, Long> total(List<DocumentLengths> parts) {
        Map<Integer, Long> total = new TreeMap<>();
        for (int i = 0; i < Integer.SIZE - 1; i++) {
            int of = i;
            long count = parts.stream().mapToLong(part -> part.counts[of]).sum();
            if (count > 0) {
                total.put(1 << i, count);
            }
        }
        return total;
    }
}
