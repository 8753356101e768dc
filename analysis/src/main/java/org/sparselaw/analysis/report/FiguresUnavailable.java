package org.sparselaw.analysis.report;

/** This machine lacks what drawing a figure takes: a C library for V8, or fonts for Java. */
public final class FiguresUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    FiguresUnavailable(String what, Throwable cause) {
        super("Figures cannot be drawn here: " + what + " (" + cause.getMessage() + ")", cause);
    }
}
