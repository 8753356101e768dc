package org.sparselaw.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.config.Config;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.text.language.ArtificialLanguage;
import org.sparselaw.pipeline.text.language.LanguageConfig;

/** The two processes of {@code pipeline/benchmark-scale}: one writes a corpus, one prepares it and says what that took. */
final class ScaleBenchmark {
    private static final int FILES = 16;
    private static final int COPIES = 5; // one document in so many is a copy
    private static final int ORIGINALS = 1_000; // of one of so many documents before it
    private static final int CHANGED = 200; // with one word in so many changed, so nearly all copies are found

    private ScaleBenchmark() {}

    /** Arguments: {@code write FOLDER MEGABYTES} or {@code prepare FOLDER MEGABYTES}. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("write")) {
            ArtificialLanguage language = new ArtificialLanguage(new LanguageConfig(Long.MAX_VALUE, 1, 8000, 64, 40));
            long bytes = Long.parseLong(args[2]) * 1_000_000 / FILES;
            IntStream.range(0, FILES).parallel().forEach(file -> write(language, file, folder, bytes));
        } else {
            prepare(folder, args[2]);
        }
    }

    private static void write(ArtificialLanguage language, int file, Path folder, long bytes) {
        ObjectMapper json = new ObjectMapper();
        Path path = folder.resolve("text." + file + ".json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            long written = 0;
            for (long number = (long) file << 32; written < bytes; number++) {
                byte[] text = json.writeValueAsBytes(Map.of("text", document(language, number)));
                out.write(text);
                out.write("\n".getBytes(UTF_8));
                written += text.length + 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String document(ArtificialLanguage language, long number) {
        Random random = new Random(number);
        if (random.nextInt(COPIES) > 0) {
            return language.document(number);
        }
        String[] words =
                language.document(number - 1 - random.nextInt(ORIGINALS)).split(" ");
        for (int i = 0; i < words.length; i++) {
            if (random.nextInt(CHANGED) == 0) {
                words[i] = words[random.nextInt(words.length)];
            }
        }
        return String.join(" ", words);
    }

    private static void prepare(Path folder, String megabytes) throws IOException {
        AtomicLong heap = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (event, none) ->
                                    heap.accumulateAndGet(after((CompositeData) event.getUserData()), Math::max),
                            null,
                            null);
        }
        PrepareTextConfig config = Config.parse(
                PrepareTextConfig.class,
                "benchmark",
                "sources: [" + folder
                        + "]\nvocabulary: {pieces: 2000, words: 50000, seed-pieces: 50000}\nduplicates: drop\nnear-duplicates: {}\n",
                List.of());
        SparkSession session = SparkJobs.session("benchmark");
        long started = System.nanoTime();
        Manifest manifest =
                PrepareText.run(session, config, folder.resolve("set").toString());
        double seconds = (System.nanoTime() - started) * 1e-9;
        session.stop();
        System.out.printf(
                Locale.ROOT,
                "%s %.1f %d %d %d %d%n",
                megabytes,
                seconds,
                heap.get() >> 20,
                resident(),
                manifest.counts().documentsRead(),
                manifest.counts().dropped().getOrDefault("near-duplicate", 0L));
    }

    private static long after(CompositeData collection) {
        return GarbageCollectionNotificationInfo.from(collection).getGcInfo().getMemoryUsageAfterGc().values().stream()
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** The most MiB that this process has had in memory. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }
}
