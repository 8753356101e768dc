package org.sparselaw.analysis.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.storage.Json;

class TestResamples {
    @Test
    void intervalsInterpolateBetweenOrderStatistics() {
        // numpy.quantile([1, 2, 4, 8, 16], [.25, .75], method='weibull') = [1.5, 12]
        Range range = of(4, 16, 1, 8, 2).interval(c -> c[0], 0.5);
        assertThat(range.low()).isCloseTo(1.5, within(1e-12));
        assertThat(range.high()).isCloseTo(12, within(1e-12));
    }

    @Test
    void aResampleWithoutAValueWidensBothEnds() {
        Range range = of(1, 2, Double.NaN, 4, 8).interval(c -> c[0], 0.9);
        assertThat(range).isEqualTo(new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    @Test
    void anInfiniteEndStaysInfinite() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(of(1, 2, infinity, infinity, infinity).interval(c -> c[0], 0.5))
                .isEqualTo(new Range(1.5, infinity));
    }

    @Test
    void oneResampleIsOneLine() {
        Resamples written = new Resamples(
                "pair bootstrap", 7, List.of(new double[] {1.5, Double.NEGATIVE_INFINITY}, new double[] {2, 0.25}));
        String json = Json.write(written);
        assertThat(json.lines().map(String::strip)).contains("[1.5, \"-Infinity\"],", "[2.0, 0.25]");
        assertThat(Json.read(Resamples.class, "test", json)).isEqualTo(written).hasSameHashCodeAs(written);
    }

    private static Resamples of(double... values) {
        return new Resamples(
                "by hand",
                0,
                DoubleStream.of(values).mapToObj(v -> new double[] {v}).toList());
    }
}
