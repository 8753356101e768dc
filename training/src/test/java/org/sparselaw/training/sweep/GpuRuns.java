package org.sparselaw.training.sweep;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.run.RunListener;

/** A driver with runs that do nothing but hold a GPU for a while, and write down which and when. */
public final class GpuRuns {
    private GpuRuns() {}

    /** @param arguments a folder, and the number of runs */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[1]);
        SparkSession spark = SparkJobs.session("gpu runs");
        List<ShownRun> shown = IntStream.range(0, count)
                .mapToObj(i -> new ShownRun("run-" + i, "run " + i, 1, 1))
                .toList();
        List<String> ids = shown.stream().map(ShownRun::id).toList();
        for (boolean onGpu : new boolean[] {true, false}) {
            Holding task = new Holding(arguments[0] + (onGpu ? "/gpu" : "/cpu"), onGpu);
            RunsJob.requireNoFailure(RunsJob.execute(spark, "hold", "s", shown, ids, task));
        }
        spark.stop();
    }

    private record Holding(String folder, boolean onGpu) implements RunsJob.Task<String> {
        @Override
        public Run run(String id, OptionalInt gpu, RunListener listener) {
            long from = System.nanoTime();
            try {
                Thread.sleep(400);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            String number = gpu.isPresent() ? Integer.toString(gpu.getAsInt()) : "none";
            Storage.of(folder).child(id).write(number + " " + from + " " + System.nanoTime());
            return finished(id);
        }

        private static Run finished(String id) {
            return new Run(
                    id,
                    "gpu",
                    "t5",
                    "unstructured",
                    "gradual",
                    0,
                    1,
                    null,
                    1,
                    1,
                    DataUnit.TOKENS,
                    1,
                    null,
                    null,
                    Status.FINISHED,
                    null,
                    1.0,
                    null,
                    null,
                    null,
                    "none",
                    "none",
                    null,
                    null);
        }
    }
}
