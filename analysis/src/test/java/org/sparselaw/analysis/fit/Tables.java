package org.sparselaw.analysis.fit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;

/** Run tables for tests: the published ones, read here without Spark, and exact ones made from known coefficients. */
public final class Tables {
    private Tables() {}

    public static RunTable publishedT5() throws IOException {
        return t5(published("t5-data.csv"));
    }

    public static RunTable publishedVit() throws IOException {
        return vit(published("vit-data.json"));
    }

    public static RunTable t5(Path file) throws IOException {
        List<Observation> observations = new ArrayList<>();
        List<String> rows = Files.readAllLines(file);
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            double s = Double.parseDouble(cells[1]);
            observations.add(new Observation(
                    "row " + cells[0],
                    s,
                    24.0 * 12 * 768 * 768 * Double.parseDouble(cells[2]) * (1 - s),
                    Double.parseDouble(cells[4]) * 128 * 512,
                    Double.parseDouble(cells[3])));
        }
        return new RunTable(DataUnit.TOKENS, observations, List.of());
    }

    public static RunTable vit(Path file) throws IOException {
        JsonNode columns = new ObjectMapper().readTree(file.toFile());
        List<Observation> observations = new ArrayList<>();
        columns.get("scale").fieldNames().forEachRemaining(key -> {
            double s = columns.get("sparsity").get(key).asDouble();
            observations.add(new Observation(
                    "row " + key,
                    s,
                    12.0 * 12 * 768 * 768 * columns.get("scale").get(key).asDouble() * (1 - s),
                    columns.get("total_examples").get(key).asDouble(),
                    columns.get("val-loss").get(key).asDouble()));
        });
        return new RunTable(DataUnit.IMAGES, observations, List.of());
    }

    /** A full grid, with the law's exact losses times 1 + noise * a standard normal number. */
    public static RunTable exact(
            SparseCoefficients law, double[] sparsities, double[] sizes, double[] amounts, double noise) {
        Random random = new Random(7);
        List<Observation> observations = new ArrayList<>();
        for (double s : sparsities) {
            for (double n : sizes) {
                for (double d : amounts) {
                    double loss = law.loss(s, n, d) * (1 + noise * random.nextGaussian());
                    observations.add(new Observation("run " + observations.size(), s, n, d, loss));
                }
            }
        }
        return new RunTable(DataUnit.TOKENS, observations, List.of());
    }

    private static Path published(String name) {
        String configured = System.getProperty("SPARSELAW_SHARED", System.getenv("SPARSELAW_SHARED"));
        Path shared = configured == null ? Path.of("..", "..", "shared") : Path.of(configured);
        Path file =
                shared.resolve("data").resolve("runs").resolve("frantar2023").resolve(name);
        assumeTrue(Files.exists(file), "skipped: the published run table " + name + " is not there");
        return file;
    }
}
