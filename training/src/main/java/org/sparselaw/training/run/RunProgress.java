package org.sparselaw.training.run;

/**
 * How far a run is.
 *
 * @param steps that were done
 * @param metricsParts finished files of metrics, which hold these steps and no other
 * @param elapsedSeconds since the run began, interruptions left out
 */
public record RunProgress(long steps, int metricsParts, double elapsedSeconds) {
    public static final RunProgress BEGINNING = new RunProgress(0, 0, 0);
}
