package org.sparselaw.analysis.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all figures of runs share: the colour of each sparsity, and points that stay readable when there are thousands. */
final class SparsityScale {
    /** Sparsities named in a legend. */
    private static final int NAMED = 8;

    private static final int MANY = 500;

    private SparsityScale() {}

    /**
     * The parameters {@code $sparsity}, {@code $named}, {@code $pointSize} and {@code $pointOpacity} of a specification, and
     * more.
     *
     * @param sparsities rising, all that have a colour
     * @param runs how many points there will be
     */
    static Map<String, Object> parameters(List<Double> sparsities, int runs, Map<String, ?> more) {
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.put("sparsity", Map.of("domain", sparsities, "range", Palette.colours(sparsities)));
        parameters.put("named", Levels.spread(sparsities, NAMED));
        parameters.put("pointSize", runs > MANY ? 14 : 42);
        parameters.put("pointOpacity", runs > MANY ? 0.45 : 0.9);
        return parameters;
    }
}
