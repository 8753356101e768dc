package org.sparselaw.analysis.law;

import java.util.List;

/**
 * Intervals by profile likelihood, beside those of the resamples.
 *
 * @param level of confidence
 * @param cut how far the mean Huber loss rises from the optimum to an end
 */
public record ProfileIntervals(double level, double cut, List<ProfileInterval> intervals) {
    public ProfileIntervals {
        intervals = List.copyOf(intervals);
    }
}
