package org.sparselaw.pipeline;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** S3 in a process of its own (s3proxy, whose libraries are not Spark's), which holds its objects in memory. */
final class S3Server implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final String endpoint;

    /** @param folder for its configuration and its log */
    S3Server(Path folder) throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0)) {
            endpoint = "http://127.0.0.1:" + free.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("s3proxy.conf"), """
                s3proxy.endpoint=%s
                s3proxy.authorization=none
                jclouds.provider=transient
                jclouds.identity=none
                jclouds.credential=none
                """.formatted(endpoint));
        Path log = folder.resolve("s3proxy.log");
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-jar",
                        "target/s3/s3proxy.jar",
                        "--properties",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(log).contains("Started Server")) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IllegalStateException("s3proxy did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Makes an empty bucket. */
    void bucket(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/" + name))
                .PUT(BodyPublishers.noBody())
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    /** What a user sets for a server that is not Amazon's; s3proxy knows no removal of many objects at once. */
    Map<String, String> settings() {
        return Map.of(
                "spark.hadoop.fs.s3a.endpoint", endpoint,
                "spark.hadoop.fs.s3a.endpoint.region", "us-east-1",
                "spark.hadoop.fs.s3a.path.style.access", "true",
                "spark.hadoop.fs.s3a.access.key", "none",
                "spark.hadoop.fs.s3a.secret.key", "none",
                "spark.hadoop.fs.s3a.multiobjectdelete.enable", "false",
                "spark.hadoop.fs.s3a.create.conditional.enabled", "false");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
