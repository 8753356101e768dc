package org.sparselaw.pipeline;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Edges of a graph of documents, made from edges that come sorted by their first end, and for equal ones by the second: the one who
 * sees them remembers the first of those that belong together, and nothing else.
 */
abstract class Edges implements Iterator<Row> {
    /** An edge; the ends are ids of documents, compared as unsigned bytes. */
    static final StructType ROW =
            new StructType().add("from", DataTypes.BinaryType, false).add("to", DataTypes.BinaryType, false);

    private final Iterator<Row> sorted;
    private final Queue<Row> ready = new ArrayDeque<>();
    private Object group;
    private byte[] first;
    private byte[] previous;

    private Edges(Iterator<Row> sorted) {
        this.sorted = sorted;
    }

    /** A star around the first member of each bucket. */
    static Edges ofBuckets(Iterator<Row> sortedMembers) {
        return new Edges(sortedMembers) {
            @Override
            void see(Object bucket, byte[] first, byte[] member) {
                if (member != first) {
                    give(member, first);
                }
            }
        };
    }

    /**
     * Large-star: every larger neighbour of a node is joined to the least of the node and its neighbours. Takes each edge in both
     * directions (Kiveris et al. 2014, algorithm 1).
     */
    static Edges largeStar(Iterator<Row> sortedBothWays) {
        return new Edges(sortedBothWays) {
            @Override
            void see(Object node, byte[] first, byte[] neighbour) {
                byte[] least = Arrays.compareUnsigned((byte[]) node, first) < 0 ? (byte[]) node : first;
                if (Arrays.compareUnsigned(neighbour, (byte[]) node) > 0) {
                    give(neighbour, least);
                }
            }
        };
    }

    /**
     * Small-star: a node and its smaller neighbours are joined to the least of them. Takes each edge from its larger end (the same,
     * algorithm 2).
     */
    static Edges smallStar(Iterator<Row> sortedFromLarger) {
        return new Edges(sortedFromLarger) {
            @Override
            void see(Object node, byte[] first, byte[] neighbour) {
                give(neighbour == first ? (byte[]) node : neighbour, first);
            }
        };
    }

    /** Told of each member of a group but those that come twice; the first comes as {@code member == first}. */
    abstract void see(Object group, byte[] first, byte[] member);

    final void give(byte[] from, byte[] to) {
        ready.add(RowFactory.create(from, to));
    }

    @Override
    public final boolean hasNext() {
        while (ready.isEmpty() && sorted.hasNext()) {
            Row row = sorted.next();
            Object of = row.get(0);
            byte[] member = row.getAs(1);
            if (!same(of, group)) {
                group = of;
                first = member;
            } else if (Arrays.equals(member, previous)) {
                continue;
            }
            previous = member;
            see(group, first, member);
        }
        return !ready.isEmpty();
    }

    @Override
    public final Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private static boolean same(Object a, Object b) {
        return a instanceof byte[] x ? b instanceof byte[] y && Arrays.equals(x, y) : a.equals(b);
    }
}
