package org.sparselaw.analysis.steps;

import java.util.function.Function;
import org.apache.parquet.io.api.Binary;

/**
 * The column of run ids in a row group, read as stretches of rows of one run. A run is looked up once for an entry of the
 * dictionary, and where there is none, whenever the id changes.
 */
final class RunStretches {
    private final ColumnPages pages;
    private final Function<String, Trajectory> runs;
    private final Trajectory[] known;
    private final boolean[] asked;
    private Object current;
    private Trajectory ofCurrent;

    private final int[] places = new int[ColumnPages.BATCH];
    private final long[] wholes = new long[ColumnPages.BATCH];
    private final int[] ends = new int[ColumnPages.BATCH];
    private final Trajectory[] owners = new Trajectory[ColumnPages.BATCH];
    private int stretches;

    RunStretches(ColumnPages pages, Function<String, Trajectory> runs) {
        this.pages = pages;
        this.runs = runs;
        this.known = new Trajectory[pages.entries()];
        this.asked = new boolean[pages.entries()];
    }

    /** Reads a batch, and gives the number of its stretches. */
    int next(int rows) {
        int count = pages.next(rows);
        int[] present = pages.present();
        PageValues values = pages.values();
        if (values instanceof PageValues.Indexed indexed) {
            indexed.readPlaces(places, count);
        } else if (values instanceof PageValues.Plain plain) {
            plain.read(wholes, count);
        }
        stretches = 0;
        int row = 0;
        for (int i = 0; i < count; i++) {
            if (present[i] > row) {
                row = present[i];
                extend(row, null);
            }
            row++;
            extend(row, owner(values, i));
        }
        if (row < rows) {
            extend(rows, null);
        }
        return stretches;
    }

    /** The row after the last of a stretch. */
    int end(int stretch) {
        return ends[stretch];
    }

    /** Whose steps the rows of a stretch are; null when they are not wanted. */
    Trajectory owner(int stretch) {
        return owners[stretch];
    }

    private Trajectory owner(PageValues values, int i) {
        if (values instanceof PageValues.Indexed) {
            return entry(places[i]);
        }
        return values instanceof PageValues.Single single ? run(single.id()) : run(wholes[i]);
    }

    private Trajectory entry(int place) {
        if (!asked[place]) {
            asked[place] = true;
            known[place] = runs.apply(pages.entry(place));
        }
        return known[place];
    }

    private Trajectory run(Object id) {
        if (!id.equals(current)) {
            current = id;
            ofCurrent = runs.apply(id instanceof Binary text ? text.toStringUsingUTF8() : id.toString());
        }
        return ofCurrent;
    }

    private void extend(int end, Trajectory owner) {
        if (stretches == 0 || owners[stretches - 1] != owner) {
            owners[stretches++] = owner;
        }
        ends[stretches - 1] = end;
    }
}
