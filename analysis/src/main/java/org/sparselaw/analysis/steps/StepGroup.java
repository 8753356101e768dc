package org.sparselaw.analysis.steps;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;

/** The steps of one row group, read batch by batch; a batch ends where any of the columns begins a page. */
final class StepGroup {
    /** Stands for a step that is null. */
    private static final long NO_STEP = Long.MIN_VALUE;

    private final ColumnPages run;
    private final ColumnPages step;
    private final ColumnPages loss;
    private final ColumnPages trainingLoss;
    private final RunStretches owners;
    private final Trajectory only;
    private final long written;

    private final long[] steps = new long[ColumnPages.BATCH];
    private final double[] losses = new double[ColumnPages.BATCH];
    private final double[] trainingLosses = new double[ColumnPages.BATCH];

    StepGroup(
            PageReadStore rows,
            MessageType schema,
            StepColumns columns,
            Function<String, Trajectory> runs,
            long written)
            throws IOException {
        this.run = column(rows, schema, columns.run());
        this.step = column(rows, schema, columns.step());
        this.loss = column(rows, schema, columns.loss());
        this.trainingLoss = column(rows, schema, columns.trainingLoss());
        this.owners = run == null ? null : new RunStretches(run, runs);
        this.only = run == null ? runs.apply(null) : null;
        this.written = written;
    }

    private static ColumnPages column(PageReadStore rows, MessageType schema, String name) throws IOException {
        if (name == null) {
            return null;
        }
        ColumnDescriptor column = schema.getColumnDescription(new String[] {name});
        return new ColumnPages(rows.getPageReader(column), column);
    }

    /** Adds so many steps to their runs. */
    void read(long rows) throws IOException {
        List<ColumnPages> columns = Stream.of(run, step, loss, trainingLoss)
                .filter(Objects::nonNull)
                .toList();
        long left = rows;
        while (left > 0) {
            int batch = (int) Math.min(left, ColumnPages.BATCH);
            for (ColumnPages column : columns) {
                batch = Math.min(batch, column.available());
            }
            readBatch(batch);
            left -= batch;
        }
    }

    private void readBatch(int rows) {
        int stretches = owners == null ? 1 : owners.next(rows);
        step.read(steps, rows, NO_STEP);
        int validated = loss.next(rows);
        loss.values().read(losses, validated);
        if (trainingLoss != null) {
            trainingLoss.read(trainingLosses, rows, 0);
        }
        int from = 0;
        int fromValidated = 0;
        for (int i = 0; i < stretches; i++) {
            int to = owners == null ? rows : owners.end(i);
            int toValidated = fromValidated;
            while (toValidated < validated && loss.present()[toValidated] < to) {
                toValidated++;
            }
            Trajectory owner = owners == null ? only : owners.owner(i);
            if (owner != null) {
                addSteps(owner, from, to);
                addValidated(owner, fromValidated, toValidated);
            }
            from = to;
            fromValidated = toValidated;
        }
    }

    /** While steps rise, which they nearly always do, only the last two can be among the last two of the run. */
    private void addSteps(Trajectory owner, int from, int to) {
        int first = from;
        for (int row = from; row < to; row++) {
            if (row + 1 == to || steps[row + 1] <= steps[row]) {
                for (int last = Math.max(first, row - 1); last <= row; last++) {
                    if (steps[last] != NO_STEP) {
                        owner.add(steps[last], trainingLosses[last], written);
                    }
                }
                first = row + 1;
            }
        }
    }

    private void addValidated(Trajectory owner, int from, int to) {
        for (int i = from; i < to; i++) {
            long validated = steps[loss.present()[i]];
            if (validated != NO_STEP) {
                owner.addValidated(validated, losses[i], written);
            }
        }
    }
}
