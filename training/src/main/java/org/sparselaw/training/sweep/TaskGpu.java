package org.sparselaw.training.sweep;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/** The GPU that Spark's scheduler gives to a task. */
final class TaskGpu {
    private static final String GPU = "gpu";
    private static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";
    private static final String OF_TASKS = "spark.task.resource.gpu.amount";

    private TaskGpu() {}

    /**
     * The same tasks, each with a GPU to itself when the executors have any. Those of other stages, such as the preparation of
     * text, go on to take cores only, unless {@code spark.task.resource.gpu.amount} says otherwise for all.
     */
    static <T> JavaRDD<T> one(JavaRDD<T> tasks) {
        SparkConf conf = tasks.context().conf();
        if (conf.getInt(OF_EXECUTORS, 0) == 0 || conf.contains(OF_TASKS)) {
            return tasks;
        }
        TaskResourceRequests one = new TaskResourceRequests()
                .cpus(conf.getInt("spark.task.cpus", 1))
                .resource(GPU, 1);
        return tasks.withResources(new ResourceProfileBuilder().require(one).build());
    }

    /** Of the task that calls, as conf/discover-gpus numbers them; absent when it has none. */
    static OptionalInt number() {
        ResourceInformation gpus = TaskContext.get().resourcesJMap().get(GPU);
        return gpus == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(gpus.addresses()[0]));
    }
}
