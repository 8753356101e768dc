package org.sparselaw.job;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Progress of long work on standard error: a bar that redraws itself on a terminal, a line every few seconds elsewhere.
 * Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
    private static final int BAR = 30;

    @SuppressWarnings("SystemConsoleNull") // built for and run on JDK 17
    private static final boolean TERMINAL = System.console() != null && System.getenv("TERM") != null;

    private static final long INTERVAL_MS = TERMINAL ? 200 : 5_000;

    private final String what;
    private final String unit;
    private final long total;
    private final PrintStream out;
    private final long started = System.currentTimeMillis();
    private long done;
    private long lastShown;
    private String note = "";

    /** @param total how many units there are, or 0 when that is not known */
    public Progress(String what, long total, String unit) {
        this(what, total, unit, System.err);
    }

    Progress(String what, long total, String unit, PrintStream out) {
        this.what = what;
        this.total = total;
        this.unit = unit;
        this.out = out;
    }

    public synchronized void advance(long units) {
        at(done + units, note);
    }

    /** Sets how much is done, and a word on the current state (a loss, a rate). */
    public synchronized void at(long units, String state) {
        done = units;
        note = state;
        long now = System.currentTimeMillis();
        if (now - lastShown >= INTERVAL_MS) {
            lastShown = now;
            show(TERMINAL ? "" : "\n");
        }
    }

    /** Prints a line of its own above the bar. */
    public synchronized void say(String line) {
        out.print((TERMINAL ? "\r\033[K" : "") + line + "\n");
        out.flush();
    }

    @Override
    public synchronized void close() {
        show("\n");
    }

    private void show(String end) {
        Duration elapsed = Duration.ofMillis(System.currentTimeMillis() - started);
        StringBuilder line =
                new StringBuilder(TERMINAL ? "\r\033[K" : "").append(what).append(' ');
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
        out.print(line.append(end));
        out.flush();
    }

    private static String text(Duration d) {
        return d.toMinutes() > 0
                ? d.toMinutes() + " min " + d.toSecondsPart() + " s"
                : d.toSecondsPart() + "." + d.toMillisPart() / 100 + " s";
    }
}
