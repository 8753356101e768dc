package org.sparselaw.analysis.intervals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomGenerator;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.law.SparseLaw;
import org.sparselaw.analysis.runs.Observation;

/**
 * The runs of a study: every combination of four sparsities, some sizes and some amounts of data.
 *
 * @param seed of the laws and the noise
 */
record StudyGrid(String name, long seed, List<Double> sizes, List<Double> amounts) {
    /** Of the published T5/C4 table: 48 runs, three amounts of data over a factor of 4. */
    static final StudyGrid T5 = new StudyGrid("T5", 1_000_000, geometric(1.327e6, 4, 4), geometric(1.6384e10, 2, 3));
    /** Like the published ViT/JFT table, with every sparsity at every size: 112 runs. */
    static final StudyGrid VIT = new StudyGrid("ViT", 2_000_000, geometric(6.64e5, 2, 7), geometric(2.25e8, 2, 4));
    /** A study on a laptop: 36 runs. */
    static final StudyGrid SMALL = new StudyGrid("small", 3_000_000, geometric(1.6e4, 3, 3), geometric(3e4, 4, 3));

    static final List<StudyGrid> ALL = List.of(T5, VIT, SMALL);

    private static final List<Double> SPARSITIES = List.of(0.0, 0.5, 0.75, 0.875);

    /** Geometric mean of N. */
    double size() {
        return Math.sqrt(sizes.get(0) * sizes.get(sizes.size() - 1));
    }

    /** Geometric mean of D. */
    double amount() {
        return Math.sqrt(amounts.get(0) * amounts.get(amounts.size() - 1));
    }

    /**
     * A law around the published ones (b_S .82 and 1.34, b_N .39 and .23, b_D .89 and .38): b_S in [.4, 2], b_N in [.12, .5],
     * b_D in [.2, 1], the dense loss at the grid's centre in [1, 8], all uniform in their logarithm; of that loss [.2, .6] is
     * the capacity term, a share of [.15, .6] of it with a_S, and [.05, .3], uniform in its logarithm, the data term.
     */
    SparseCoefficients law(RandomGenerator random) {
        double bS = logUniform(random, 0.4, 2);
        double bN = logUniform(random, 0.12, 0.5);
        double bD = logUniform(random, 0.2, 1);
        double loss = logUniform(random, 1, 8);
        double capacity = uniform(random, 0.2, 0.6);
        double sparse = uniform(random, 0.15, 0.6);
        double data = logUniform(random, 0.05, 0.3);
        double[] relative = {
            loss * capacity * sparse,
            bS,
            loss * capacity * (1 - sparse),
            bN,
            Math.pow(loss * data, 1 / bD),
            bD,
            loss * (1 - capacity - data)
        };
        return SparseCoefficients.of(new SparseLaw().inUnits(relative, 1 / size(), 1 / amount()));
    }

    /** The law's losses times exp(noise z), z standard normal. */
    List<Observation> runs(SparseCoefficients law, double noise, RandomGenerator random) {
        List<Observation> runs = new ArrayList<>();
        for (double s : SPARSITIES) {
            for (double n : sizes) {
                for (double d : amounts) {
                    double loss = law.loss(s, n, d) * Math.exp(noise * random.nextGaussian());
                    runs.add(new Observation("run " + runs.size(), s, n, d, loss));
                }
            }
        }
        return runs;
    }

    private static List<Double> geometric(double first, double ratio, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> first * Math.pow(ratio, i))
                .toList();
    }

    private static double uniform(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double logUniform(RandomGenerator random, double low, double high) {
        return Math.exp(uniform(random, Math.log(low), Math.log(high)));
    }
}
