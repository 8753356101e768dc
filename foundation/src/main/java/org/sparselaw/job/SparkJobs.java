package org.sparselaw.job;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a job. */
public final class SparkJobs {
    private SparkJobs() {}

    /** One whose tasks take one core each; see {@link #session(String, int)}. */
    public static SparkSession session(String name) {
        return session(name, 1);
    }

    /**
     * The running session, or a new one. Without a master from spark-submit it runs on this machine's cores. The threads of a
     * task are ours: native libraries on executors must not start threads of their own.
     *
     * @param cores that a task takes, unless spark.task.cpus is set
     * @throws UsageException when this machine has fewer
     */
    public static SparkSession session(String name, int cores) {
        SparkConf conf = new SparkConf().setAppName("sparselaw " + name);
        if (!conf.contains("spark.master")) {
            int present = Runtime.getRuntime().availableProcessors();
            if (cores > present) {
                throw new UsageException("A run is to have " + cores + " threads, but this machine has " + present
                        + " cores: lower training.threads");
            }
            conf.setMaster("local[*]");
            conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
            conf.setIfMissing("spark.ui.enabled", "false");
            conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
        }
        conf.setIfMissing("spark.task.cpus", Integer.toString(cores));
        conf.setIfMissing("spark.sql.session.timeZone", "UTC");
        conf.setIfMissing("spark.sql.shuffle.partitions", "16");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        // With an arena of glibc's for each thread, memory freed by one run stays where the next cannot use it.
        conf.setIfMissing("spark.executorEnv.MALLOC_ARENA_MAX", "2");
        // GPUs in the order of nvidia-smi, by which Spark numbers them.
        conf.setIfMissing("spark.executorEnv.CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        conf.setIfMissing("spark.executor.extraJavaOptions", "--add-modules=jdk.incubator.vector");
        SparkSession session = SparkSession.builder().config(conf).getOrCreate();
        session.sparkContext().setLogLevel("WARN");
        return session;
    }
}
