package org.sparselaw.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A standalone Spark cluster of real processes on this machine: a master and workers, and drivers that are processes too. The installation that workers start executors from is made of links to the jars of the test's class path.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final long PATIENCE_SECONDS = 60;

    /** What is waited for is said at this level. */
    private static final String LOGGING = """
            rootLogger.level = info
            rootLogger.appenderRef.stderr.ref = console
            appender.console.type = Console
            appender.console.name = console
            appender.console.target = SYSTEM_ERR
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
            """;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final String master;

    /**
     * Workers of one core each.
     *
     * @param folder for logs and work directories
     */
    StandaloneCluster(Path folder, int workers) throws IOException, InterruptedException {
        this(folder, workers, 1, Map.of());
    }

    /**
     * @param cores of each worker
     * @param settings of Spark, for the workers
     */
    StandaloneCluster(Path folder, int workers, int cores, Map<String, String> settings)
            throws IOException, InterruptedException {
        this.folder = folder;
        Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        for (String entry : System.getProperty("java.class.path").split(":")) {
            Path path = Path.of(entry);
            if (entry.endsWith(".jar") && Files.exists(path) && !Files.exists(jars.resolve(path.getFileName()))) {
                Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
            }
        }
        start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        master = await("master", MASTER);
        for (int i = 0; i < workers; i++) {
            String name = "worker-" + i;
            this.workers.add(start(
                    name,
                    settings,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "--cores",
                    Integer.toString(cores),
                    "--memory",
                    "1g",
                    "--work-dir",
                    folder.resolve(name).toString(),
                    master));
            await(name, Pattern.compile("(Successfully registered with master)"));
        }
    }

    /** Starts {@code sparselaw COMMAND...} with this cluster as its master; what it prints goes to {@code NAME.log}. */
    Process submit(String name, String... command) throws IOException {
        return submit(name, Map.of(), command);
    }

    /** The same with settings of Spark, as {@code --conf} gives them. */
    Process submit(String name, Map<String, String> settings, String... command) throws IOException {
        return start(name, settings, Sparselaw.class.getName(), command);
    }

    /** Starts a class of the tests as a driver of this cluster. */
    Process drive(String name, Map<String, String> settings, Class<?> driver, String... arguments) throws IOException {
        return start(name, settings, driver.getName(), arguments);
    }

    String log(String name) throws IOException {
        Path log = folder.resolve(name + ".log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** SIGKILL to a worker; its executor notices and ends. */
    void killWorker(int worker) throws InterruptedException {
        workers.get(worker).destroyForcibly().waitFor();
    }

    /** SIGKILL to what a worker has started; the worker starts another. */
    void killExecutor(int worker) {
        workers.get(worker).descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private Process start(String name, String mainClass, String... arguments) throws IOException {
        return start(name, Map.of(), mainClass, arguments);
    }

    private Process start(String name, Map<String, String> settings, String mainClass, String... arguments)
            throws IOException {
        Path options = Path.of("../conf/jvm.options").toRealPath();
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "@" + options,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // half of what such a process computes is its own compilation
                "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties")));
        if (master != null) {
            command.add("-Dspark.master=" + master);
            command.add("-Dspark.driver.host=127.0.0.1");
            command.add("-Dspark.executor.memory=768m");
            command.add("-Dspark.shuffle.io.retryWait=200ms"); // what a lost executor had is soon made again
            command.add("-Dspark.executor.extraClassPath=" + classFolders());
            command.add("-Dspark.executor.extraJavaOptions=-XX:+UseSerialGC @" + options);
        }
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Our own modules, which are folders here. */
    private static String classFolders() {
        List<String> folders = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            if (!entry.endsWith(".jar")) {
                folders.add(entry);
            }
        }
        return String.join(":", folders);
    }

    private String await(String name, Pattern line) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            Matcher matcher = line.matcher(log(name));
            if (matcher.find()) {
                return matcher.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException(name + " did not start in " + PATIENCE_SECONDS + " s:\n" + log(name));
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
