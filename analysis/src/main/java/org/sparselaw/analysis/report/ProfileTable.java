package org.sparselaw.analysis.report;

import java.util.List;
import java.util.Optional;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.ProfileInterval;
import org.sparselaw.analysis.law.ProfileIntervals;

/** Intervals by profile likelihood as HTML. */
final class ProfileTable {
    private ProfileTable() {}

    /** A table with its heading; nothing when the law has no profiles. */
    static String html(FittedLaw law) {
        return law.profiles()
                .map(profiles ->
                        table(law, profiles, profiles.cut() / law.optimum().value()))
                .orElse("");
    }

    private static String table(FittedLaw law, ProfileIntervals profiles, double rise) {
        HtmlTable table = new HtmlTable("facts profile", "Profile likelihood")
                .heading(
                        "quantity",
                        "value",
                        Numbers.exact(100 * profiles.level()) + " % interval",
                        "limit in which an end lies");
        for (ProfileInterval interval : profiles.intervals()) {
            boolean coefficient = law.coefficients().containsKey(interval.quantity());
            table.row(
                    coefficient ? Html.coefficient(interval.quantity()) : Html.symbols(interval.quantity()),
                    List.of(
                            Numbers.significant(interval.value()),
                            FitTables.range(
                                    Optional.of(new Range(interval.low(), interval.high())), Numbers::significant),
                            limits(interval)));
        }
        return "<h3>By profile likelihood</h3>\n" + table.html()
                + "<p class=\"note\">Values with which the other coefficients can be refitted so that the objective rises by no"
                + " more than " + Numbers.percent(rise) + ".</p>";
    }

    private static String limits(ProfileInterval interval) {
        String low = interval.lowLimit().map(limit -> "lower: " + limit).orElse("");
        String high = interval.highLimit().map(limit -> "upper: " + limit).orElse("");
        return Html.escape(low + (low.isEmpty() || high.isEmpty() ? "" : ", ") + high);
    }
}
