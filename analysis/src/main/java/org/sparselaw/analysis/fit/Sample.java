package org.sparselaw.analysis.fit;

import java.util.List;
import org.sparselaw.analysis.law.FittedLaw.Units;
import org.sparselaw.analysis.runs.Observation;

/**
 * The observations as the fit sees them: logarithms, with N and D in units of their geometric means, so that every
 * parameter is of order one whatever the size of the runs.
 */
final class Sample {
    private final Units units;
    private final double[] logDensity;
    private final double[] logNonZeros;
    private final double[] logData;
    private final double[] loss;

    Sample(List<Observation> observations) {
        double meanN = observations.stream()
                        .mapToDouble(o -> StrictMath.log(o.nonZeros()))
                        .sum()
                / observations.size();
        double meanD =
                observations.stream().mapToDouble(o -> StrictMath.log(o.data())).sum() / observations.size();
        units = new Units(StrictMath.exp(meanN), StrictMath.exp(meanD));
        logDensity = observations.stream()
                .mapToDouble(o -> StrictMath.log1p(-o.sparsity()))
                .toArray();
        logNonZeros = observations.stream()
                .mapToDouble(o -> StrictMath.log(o.nonZeros()) - meanN)
                .toArray();
        logData = observations.stream()
                .mapToDouble(o -> StrictMath.log(o.data()) - meanD)
                .toArray();
        loss = observations.stream().mapToDouble(Observation::loss).toArray();
    }

    Units units() {
        return units;
    }

    /** ln(1 - S) of point i. */
    double logDensity(int i) {
        return logDensity[i];
    }

    /** ln(N / units.nonZeros) of point i. */
    double logNonZeros(int i) {
        return logNonZeros[i];
    }

    /** ln(D / units.data) of point i. */
    double logData(int i) {
        return logData[i];
    }

    double loss(int i) {
        return loss[i];
    }

    int size() {
        return loss.length;
    }

    /** Highest less lowest loss. */
    double lossRange() {
        double low = loss[0];
        double high = loss[0];
        for (double l : loss) {
            low = Math.min(low, l);
            high = Math.max(high, l);
        }
        return high - low;
    }
}
