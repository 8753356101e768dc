package org.sparselaw.analysis.runs;

import java.util.List;
import org.sparselaw.storage.Sha256;

/**
 * A run table as a law is fitted to it. Every row of the source is here: as an observation, or left out with a reason.
 *
 * @param dataUnit what D counts
 * @param observations in the order of the source
 * @param leftOut diverged runs and rows that cannot be used, in the order of the source
 * @param recipes how the sparse observations were pruned, as pattern and strategy, each once and sorted; as far as it is known
 */
public record RunTable(DataUnit dataUnit, List<Observation> observations, List<LeftOut> leftOut, List<String> recipes) {
    public RunTable(DataUnit dataUnit, List<Observation> observations, List<LeftOut> leftOut) {
        this(dataUnit, observations, leftOut, List.of());
    }

    public RunTable {
        recipes = List.copyOf(recipes);
        observations = List.copyOf(observations);
        leftOut = List.copyOf(leftOut);
    }

    /** SHA-256 of the unit and of every observation, all digits of its numbers included. */
    public String digest() {
        StringBuilder text = new StringBuilder(dataUnit.name()).append('\n');
        for (Observation o : observations) {
            text.append(o.run())
                    .append(',')
                    .append(o.sparsity())
                    .append(',')
                    .append(o.nonZeros())
                    .append(',')
                    .append(o.data())
                    .append(',')
                    .append(o.loss())
                    .append('\n');
        }
        return Sha256.of(text.toString());
    }
}
