package org.sparselaw.analysis.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunTable;
import org.sparselaw.analysis.runs.Status;

/** Findings to make reports of: a small study from known coefficients, with noise, and the published T5 table. */
final class Studies {
    static final SparseCoefficients TRUTH = new SparseCoefficients(8, 1.2, 25, 0.22, 2e7, 0.5, 1.6);

    private Studies() {}

    /** 24 runs of 3 sizes, 4 sparsities and 2 amounts of data, the sizes a little off from each other, and one diverged. */
    static Findings small(String name) {
        Random random = new Random(11);
        List<Run> runs = new ArrayList<>();
        for (long size : new long[] {50_000, 150_000, 450_000}) {
            for (double s : new double[] {0, 0.5, 0.75, 0.875}) {
                for (long data : new long[] {4_000_000, 16_000_000}) {
                    long n = Math.round(size * (1 + 0.01 * random.nextGaussian()));
                    double loss = TRUTH.loss(s, (double) n, (double) data) * (1 + 0.004 * random.nextGaussian());
                    runs.add(run(runs.size(), s, n, data, Status.FINISHED, loss));
                }
            }
        }
        runs.add(run(runs.size(), 0.875, 450_000, 16_000_000, Status.DIVERGED, null));
        return findings(name, runs);
    }

    /** The small study with this text wherever a user or another system can put one. */
    static Findings named(String text) {
        Findings small = small(text);
        List<Run> runs = small.runs().stream()
                .map(r -> new Run(
                        text + r.runId(),
                        text,
                        text,
                        text,
                        text,
                        r.sparsity(),
                        r.nonZeros(),
                        r.nonZerosWithEmbeddings(),
                        r.denseParameters(),
                        r.data(),
                        r.dataUnit(),
                        r.steps(),
                        r.batch(),
                        r.seed(),
                        r.status(),
                        r.reason(),
                        r.loss(),
                        r.accuracy(),
                        r.trainingFlop(),
                        r.tokensPerSecond(),
                        text,
                        text,
                        null,
                        null))
                .toList();
        return new Findings(text, small.law(), small.cost(), runs, Map.of(text, text));
    }

    /** So many runs on a grid, up to hundreds to a point; beside the law of the small study, which saves a fit. */
    static Findings many(int count) {
        Findings small = small("many");
        Random random = new Random(13);
        List<Run> runs = new ArrayList<>();
        double[] sparsities = {0, 0.5, 0.75, 0.875, 0.9375};
        for (int i = 0; i < count; i++) {
            double s = sparsities[i % 5];
            long n = 20_000L << i / 5 % 10;
            long data = 1_000_000L << i / 50 % 5;
            double loss = TRUTH.loss(s, (double) n, (double) data) * (1 + 0.01 * random.nextGaussian());
            runs.add(run(i, s, n, data, Status.FINISHED, loss));
        }
        return new Findings("many", small.law(), small.cost(), runs, Map.of());
    }

    /** Runs whose sparsity, size and data are all drawn at random: no two alike. */
    static Findings scattered(int count) {
        Random random = new Random(14);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double s = 0.95 * random.nextDouble();
            long n = Math.round(2e4 * Math.pow(100, random.nextDouble()));
            long data = Math.round(1e6 * Math.pow(50, random.nextDouble()));
            double loss = TRUTH.loss(s, (double) n, (double) data) * (1 + 0.01 * random.nextGaussian());
            runs.add(run(i, s, n, data, Status.FINISHED, loss));
        }
        return findings("scattered", runs);
    }

    /** No more runs than the law has coefficients, at two levels of everything. */
    static Findings least() {
        List<Run> runs = new ArrayList<>();
        for (double s : new double[] {0.5, 0.75}) {
            for (long n : new long[] {50_000, 450_000}) {
                for (long data : new long[] {4_000_000, 16_000_000}) {
                    runs.add(run(runs.size(), s, n, data, Status.FINISHED, TRUTH.loss(s, (double) n, (double) data)));
                }
            }
        }
        return findings("least", runs);
    }

    static Findings publishedT5() throws IOException {
        String configured = System.getProperty("SPARSELAW_SHARED", System.getenv("SPARSELAW_SHARED"));
        Path shared = configured == null ? Path.of("..", "..", "shared") : Path.of(configured);
        Path file = shared.resolve(Path.of("data", "runs", "frantar2023", "t5-data.csv"));
        assumeTrue(Files.exists(file), "skipped: the published run table t5-data.csv is not there");
        List<Run> runs = new ArrayList<>();
        for (String row : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] cells = row.split(",", -1);
            double s = Double.parseDouble(cells[1]);
            long n = Math.round(24.0 * 12 * 768 * 768 * Double.parseDouble(cells[2]) * (1 - s));
            long data = Math.round(Double.parseDouble(cells[4]) * 128 * 512);
            runs.add(run(runs.size(), s, n, data, Status.FINISHED, Double.valueOf(cells[3])));
        }
        return findings("T5/C4 as published", runs);
    }

    /** The small study as if other coefficients had been fitted. */
    static Findings withCoefficients(SparseCoefficients coefficients) {
        Findings small = small("small");
        FittedLaw fitted = small.law();
        Map<String, Double> values = new LinkedHashMap<>();
        double[] array = coefficients.toArray();
        for (String name : fitted.coefficients().keySet()) {
            values.put(name, array[values.size()]);
        }
        FittedLaw law = new FittedLaw(
                fitted.form(),
                fitted.formula(),
                values,
                values,
                fitted.units(),
                fitted.dataUnit(),
                fitted.optimum(),
                fitted.quality(),
                fitted.degenerate(),
                fitted.residualBySparsity(),
                fitted.residualByNonZeros(),
                fitted.residualByData(),
                fitted.worstPoints(),
                fitted.ranges(),
                fitted.used(),
                fitted.leftOut(),
                fitted.runTable(),
                fitted.recipes(),
                fitted.heldOut(),
                fitted.resamples(),
                fitted.profiles(),
                fitted.comparisons());
        return new Findings("small", law, small.cost(), small.runs(), small.provenance());
    }

    private static Findings findings(String name, List<Run> runs) {
        List<Observation> observations = runs.stream()
                .filter(run -> run.loss() != null)
                .map(run -> new Observation(
                        run.runId(), run.sparsity(), (double) run.nonZeros(), (double) run.data(), run.loss()))
                .toList();
        List<LeftOut> leftOut = runs.stream()
                .filter(run -> run.loss() == null)
                .map(run -> new LeftOut(run.runId(), "diverged"))
                .toList();
        FittedLaw law =
                LawFit.fit(new RunTable(DataUnit.TOKENS, observations, leftOut), new FitObjective(Residual.LOG, 1e-3));
        return new Findings(
                name,
                law.withResamples(scattered(law)),
                TrainingCost.GRADUAL,
                runs,
                Map.of("Configuration", "seed: 1\ntext:\n  window: 568\n"));
    }

    /** Coefficients around those of the law, as a bootstrap might give; how they are made does not matter to a report. */
    private static Resamples scattered(FittedLaw law) {
        Random random = new Random(12);
        List<double[]> coefficients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            coefficients.add(Arrays.stream(law.sparse().toArray())
                    .map(value -> value * (1 + 0.02 * random.nextGaussian()))
                    .toArray());
        }
        return new Resamples("scattered", 12, coefficients);
    }

    private static Run run(int index, double s, long n, long data, Status status, Double loss) {
        return new Run(
                String.format("%016x", 0x9e3779b97f4a7c15L * (index + 1)),
                "small",
                "t5",
                "unstructured",
                s == 0 ? "dense" : "gradual",
                s,
                n,
                n + 100_000,
                Math.round((double) n / (1 - s)),
                data,
                DataUnit.TOKENS,
                data / 65_536,
                128,
                1L,
                status,
                null,
                loss,
                null,
                TrainingCost.GRADUAL.flop(s, (double) n, (double) data),
                21_000.0 + index,
                "cpu",
                "4f1c".repeat(16),
                null,
                null);
    }
}
