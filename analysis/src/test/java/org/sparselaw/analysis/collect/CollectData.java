package org.sparselaw.analysis.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Json;

/**
 * The data of {@link CollectBenchmark}, the same for the same numbers:
 *
 * <pre>
 * steps/              8 files of all steps of all runs, in the order of runs, and one in which every 20th run wrote the last
 *                     tenth of its steps again, after it was resumed
 * runs.parquet        a row a run
 * folders/&lt;runs>/    run directories, with as many steps a run
 * </pre>
 */
final class CollectData {
    static final int VALIDATED_EVERY = 100;
    private static final int DIFFERENT_METRICS = 50;

    private final Path folder;
    private final int steps;

    private CollectData(Path folder, int steps) {
        this.folder = folder;
        this.steps = steps;
    }

    /** Arguments: folder, runs of the table, steps a run, then the numbers of run directories. */
    public static void main(String[] args) throws IOException {
        CollectData data = new CollectData(Path.of(args[0]), Integer.parseInt(args[2]));
        if (Files.exists(data.folder.resolve("done"))) {
            return;
        }
        data.tables(Integer.parseInt(args[1]));
        for (int i = 3; i < args.length; i++) {
            data.directories(Integer.parseInt(args[i]));
        }
        Files.createFile(data.folder.resolve("done"));
    }

    private void tables(int runs) {
        SparkSession spark = SparkJobs.session("collect-data");
        spark.range(0, (long) runs * steps, 1, 8)
                .selectExpr("id", "id div " + steps + " run_number", "id % " + steps + " step")
                .selectExpr(columns(1))
                .write()
                .option("compression", "zstd")
                .parquet(folder.resolve("steps").toString());
        int again = steps / 10;
        spark.range(0, (long) runs / 20 * again, 1, 1)
                .selectExpr(
                        "id",
                        "id div " + again + " * 20 run_number",
                        steps + " - " + again + " + id % " + again + " step")
                .selectExpr(columns(2))
                .write()
                .option("compression", "zstd")
                .parquet(folder.resolve("steps/resumed").toString());
        spark.range(0, runs, 1, 1)
                .selectExpr(
                        "lower(lpad(hex(xxhash64(id)), 16, '0')) run",
                        "array(0d, .5d, .75d, .875d)[id % 4] sparsity",
                        "1000000 * (1 + id div 4 % 25) non_zeros",
                        "1000000000 * (1 + id div 100) data",
                        steps + "L steps")
                .write()
                .parquet(folder.resolve("runs.parquet").toString());
    }

    /** @param attempt whose noise the losses have */
    private static String[] columns(int attempt) {
        String loss =
                "2.5 + 3 / sqrt(step + 1) + run_number % 97 / 300d + pmod(xxhash64(" + attempt + ", id), 1000) / 2e5";
        return new String[] {
            "lower(lpad(hex(xxhash64(run_number)), 16, '0')) run",
            "step",
            "step * 65536 tokens",
            loss + " loss",
            ".01d learningRate",
            "least(1d, step / 5000d) * .75 sparsity",
            "case when (step + 1) % " + VALIDATED_EVERY + " = 0 then .01d + " + loss + " end validationLoss",
            "step * .05d elapsedSeconds"
        };
    }

    /** Few different files, each copied many times: reading them costs the same. */
    private void directories(int runs) throws IOException {
        Path parent = Files.createDirectories(folder.resolve("folders").resolve(String.valueOf(runs)));
        List<Path> metrics = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_METRICS; i++) {
            metrics.add(metrics(i));
        }
        for (int i = 0; i < runs; i++) {
            Path run = Files.createDirectories(parent.resolve("%016x".formatted(0x9e3779b97f4a7c15L * (i + 1))));
            Files.writeString(
                    run.resolve("result.json"), Json.write(run(run.getFileName().toString(), i)));
            Files.copy(
                    metrics.get(i % DIFFERENT_METRICS),
                    Files.createDirectories(run.resolve("metrics")).resolve("part-00000.parquet"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path metrics(int seed) throws IOException {
        Path file = Files.createDirectories(folder.resolve("metrics")).resolve(seed + ".parquet");
        if (!Files.exists(file)) {
            Random random = new Random(seed);
            List<MetricsFiles.Step> rows = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                double loss = 2.5 + 3 / Math.sqrt(step + 1) + .005 * random.nextGaussian();
                boolean validates = (step + 1) % VALIDATED_EVERY == 0;
                rows.add(new MetricsFiles.Step(step, loss, validates ? loss + .01 : null));
            }
            MetricsFiles.write(file, rows);
        }
        return file;
    }

    private Run run(String id, int i) {
        double sparsity = new double[] {0, .5, .75, .875}[i % 4];
        long nonZeros = 1_000_000L * (1 + i / 4 % 25);
        long data = 1_000_000_000L * (1 + i / 100);
        return new Run(
                id,
                "benchmark",
                "t5",
                "unstructured",
                sparsity == 0 ? "dense" : "gradual",
                sparsity,
                nonZeros,
                nonZeros + 1000,
                Math.round(nonZeros / (1 - sparsity)),
                data,
                DataUnit.TOKENS,
                steps,
                128,
                1L,
                Status.FINISHED,
                null,
                2.5,
                null,
                6.0 * nonZeros * data,
                1e4,
                "cpu",
                "0123abcd",
                null,
                null);
    }
}
