package org.sparselaw.analysis.fit;

import java.util.Locale;
import java.util.Optional;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.ProfileInterval;
import org.sparselaw.analysis.law.ProfileIntervals;

/** Intervals by profile likelihood, as text for a terminal; empty when the law has none. */
final class ProfileSummary {
    private ProfileSummary() {}

    static String text(FittedLaw law) {
        return law.profiles()
                .map(profiles -> text(profiles, law.optimum().value()))
                .orElse("");
    }

    private static String text(ProfileIntervals profiles, double lowest) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "intervals of level %s by profile likelihood: the mean Huber rises by %.2f %% to their ends\n",
                profiles.level(),
                100 * profiles.cut() / lowest));
        for (ProfileInterval interval : profiles.intervals()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-34s %-10.4g [%.4g, %.4g]%s%s\n",
                    interval.quantity(),
                    interval.value(),
                    interval.low(),
                    interval.high(),
                    limit("lower", interval.lowLimit()),
                    limit("upper", interval.highLimit())));
        }
        return text.toString();
    }

    private static String limit(String end, Optional<String> limit) {
        return limit.map(words -> " " + end + " end: " + words).orElse("");
    }
}
