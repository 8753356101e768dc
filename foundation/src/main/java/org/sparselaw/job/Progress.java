package org.sparselaw.job;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Progress of long work on standard error: a bar that redraws itself on a terminal, with a table of what is under way below it
 * where there is one; a line every few seconds elsewhere, with the table twice a minute. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
    private static final int BAR = 30;

    @SuppressWarnings("SystemConsoleNull") // built for and run on JDK 17
    private static final boolean TERMINAL = System.console() != null && System.getenv("TERM") != null;

    private static final long TABLE_INTERVAL_MS = 30_000;

    private final String what;
    private final String unit;
    private final long total;
    private final PrintStream out;
    private final Output output;
    private final long started = System.currentTimeMillis();
    private long done;
    private long lastShown;
    private long lastTable = System.currentTimeMillis();
    private String note = "";
    private List<String> table = List.of();
    private int linesBelow;

    /** Where progress is shown. */
    enum Output {
        /** Redraws. */
        TERMINAL(200),
        /** Only grows. */
        LOG(5_000);

        private final long intervalMs;

        Output(long intervalMs) {
            this.intervalMs = intervalMs;
        }
    }

    /** @param total how many units there are, or 0 when that is not known */
    public Progress(String what, long total, String unit) {
        this(what, total, unit, System.err, TERMINAL ? Output.TERMINAL : Output.LOG);
    }

    Progress(String what, long total, String unit, PrintStream out, Output output) {
        this.what = what;
        this.total = total;
        this.unit = unit;
        this.out = out;
        this.output = output;
    }

    public synchronized void advance(long units) {
        at(done + units, note);
    }

    /** Sets how much is done, and a word on the current state (a loss, a rate). */
    public synchronized void at(long units, String state) {
        at(units, state, table);
    }

    /** Sets besides what is under way, a line each. */
    public synchronized void at(long units, String state, List<String> underWay) {
        done = units;
        note = state;
        table = List.copyOf(underWay);
        long now = System.currentTimeMillis();
        if (now - lastShown >= output.intervalMs) {
            lastShown = now;
            show(now);
        }
    }

    /** Prints a line of its own above the bar. */
    public synchronized void say(String line) {
        out.print(erased() + line + "\n");
        out.flush();
    }

    @Override
    public synchronized void close() {
        out.print(erased() + line() + "\n");
        out.flush();
    }

    private void show(long now) {
        StringBuilder text = new StringBuilder(erased()).append(line());
        boolean withTable = output == Output.TERMINAL || now - lastTable >= TABLE_INTERVAL_MS;
        if (withTable) {
            lastTable = now;
            table.forEach(row -> text.append('\n').append(row));
        }
        if (output == Output.TERMINAL) {
            // Lines that a narrow terminal broke in two would not be erased: it cuts them off instead.
            text.insert(0, "\033[?7l").append("\033[?7h");
            linesBelow = table.size();
        } else {
            text.append('\n');
        }
        out.print(text);
        out.flush();
    }

    /** What takes the bar and the table from a terminal, and leaves the cursor where the bar began. */
    private String erased() {
        if (output == Output.LOG) {
            return "";
        }
        String up = linesBelow > 0 ? "\033[" + linesBelow + "A" : "";
        linesBelow = 0;
        return "\r" + up + "\033[J";
    }

    private String line() {
        Duration elapsed = Duration.ofMillis(System.currentTimeMillis() - started);
        StringBuilder line = new StringBuilder(what).append(' ');
        if (total > 0) {
            double share = Math.min(1.0, (double) done / total);
            int full = (int) (share * BAR);
            line.append('[')
                    .append("=".repeat(full))
                    .append(" ".repeat(BAR - full))
                    .append("] ");
            line.append(String.format(Locale.ROOT, "%3.0f%% ", 100 * share));
            line.append(String.format(Locale.ROOT, "%,d/%,d %s", done, total, unit));
        } else {
            line.append(String.format(Locale.ROOT, "%,d %s", done, unit));
        }
        line.append(" in ").append(text(elapsed));
        if (total > 0 && done > 0 && done < total) {
            long left = elapsed.toMillis() * (total - done) / done;
            line.append(", about ").append(text(Duration.ofMillis(left))).append(" left");
        }
        if (!note.isEmpty()) {
            line.append(", ").append(note);
        }
        return line.toString();
    }

    /** A duration as progress shows it: {@code 1 min 5 s}, {@code 3.2 s}. */
    public static String text(Duration d) {
        return d.toMinutes() > 0
                ? d.toMinutes() + " min " + d.toSecondsPart() + " s"
                : d.toSecondsPart() + "." + d.toMillisPart() / 100 + " s";
    }
}
