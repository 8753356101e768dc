package org.sparselaw.analysis.runs;

import java.util.Map;

/** Runs for tests. */
public final class Runs {
    private Runs() {}

    public static Run finished(String id, double sparsity, long nonZeros, long data, double loss) {
        return run(id, sparsity, nonZeros, data, Status.FINISHED, loss, "unstructured");
    }

    public static Run ofPattern(String pattern, String id, double sparsity, long nonZeros, long data, double loss) {
        return run(id, sparsity, nonZeros, data, Status.FINISHED, loss, pattern);
    }

    public static Run diverged(String id, double sparsity) {
        return run(id, sparsity, 100, 1000, Status.DIVERGED, null, "unstructured");
    }

    private static Run run(
            String id, double sparsity, long nonZeros, long data, Status status, Double loss, String pattern) {
        return new Run(
                id,
                "test",
                "t5",
                pattern,
                sparsity == 0 ? "dense" : "gradual",
                sparsity,
                nonZeros,
                nonZeros + 50,
                Math.round(nonZeros / (1 - sparsity)),
                data,
                DataUnit.TOKENS,
                10,
                4,
                1L,
                status,
                null,
                loss,
                null,
                6.0 * nonZeros * data,
                1234.5,
                "cpu",
                "0123abcd",
                new Work(
                        Map.of("a", nonZeros - 20, "b", 20L),
                        6.5 * nonZeros * data,
                        2.5 * nonZeros,
                        2.5 * nonZeros / (1 - sparsity)),
                new Speed(2.5e9, .75));
    }
}
