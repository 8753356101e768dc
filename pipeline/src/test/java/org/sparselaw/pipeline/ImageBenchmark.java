package org.sparselaw.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.config.Config;
import org.sparselaw.pipeline.image.codec.Background;
import org.sparselaw.pipeline.image.codec.Fit;
import org.sparselaw.pipeline.image.codec.Geometry;
import org.sparselaw.pipeline.image.codec.ImageDecoder;
import org.sparselaw.pipeline.image.codec.Pixels;
import org.sparselaw.pipeline.image.codec.UndecodableException;

/**
 * How fast photographs of 500 x 375 become images of 32 x 32, beside {@code ImageIO.read} and Graphics2D on the same core, and
 * how the whole job grows from one core to two. Fails when the floor of either is missed. Started by
 * {@code pipeline/benchmark-images}.
 */
final class ImageBenchmark {
    private static final double LEAST_OVER_JDK = 2;
    private static final double LEAST_ON_TWO_CORES = 1.7;

    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;
    private static final int SIDE = 32;
    private static final int ROUNDS = 7;
    private static final double ROUND_SECONDS = 2;
    private static final int JOBS = 3;
    private static final int TARS = 24;
    private static final int IMAGES_A_TAR = 1_000;

    private final Path scratch;
    private final List<byte[]> photos;

    private ImageBenchmark(Path scratch, List<byte[]> photos) {
        this.scratch = scratch;
        this.photos = photos;
    }

    /** Arguments: a folder of photographs, and one for files in between; or that one alone, to run the job on them. */
    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            System.out.println(job(Path.of(args[0])));
            return;
        }
        ImageIO.setUseCache(false);
        ImageBenchmark benchmark = new ImageBenchmark(Path.of(args[1]), photos(Path.of(args[0])));
        boolean fast = benchmark.besideJdk();
        boolean scales = benchmark.onTwoCores();
        System.exit(fast && scales ? 0 : 1);
    }

    /** The photographs of a folder, each as a JPEG of 500 x 375 and quality 0.9. */
    private static List<byte[]> photos(Path folder) throws IOException {
        Geometry geometry = new Geometry(WIDTH, HEIGHT, Fit.CROP);
        ImageDecoder decoder = new ImageDecoder(1 << 26, Background.WHITE);
        List<byte[]> photos = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                try {
                    Pixels photo = decoder.decode(Files.readAllBytes(file));
                    if (photo.width() >= WIDTH && photo.height() >= HEIGHT) {
                        photos.add(jpeg(geometry.apply(photo)));
                    }
                } catch (UndecodableException e) {
                    System.out.println("left out: " + file + ", " + e.getMessage());
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d photographs of %d x %d, %,.0f bytes on average%n",
                photos.size(),
                WIDTH,
                HEIGHT,
                photos.stream().mapToInt(photo -> photo.length).average().orElseThrow());
        return photos;
    }

    private static byte[] jpeg(Pixels pixels) throws IOException {
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] rgb = pixels.rgb();
        for (int i = 0; i < pixels.width() * pixels.height(); i++) {
            int colour = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
            image.setRGB(i % pixels.width(), i / pixels.width(), colour);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam quality = writer.getDefaultWriteParam();
        quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        quality.setCompressionQuality(0.9f);
        writer.setOutput(ImageIO.createImageOutputStream(out));
        writer.write(null, new IIOImage(image, null, null), quality);
        writer.dispose();
        return out.toByteArray();
    }

    private boolean besideJdk() throws IOException, UndecodableException {
        double[] ours = new double[ROUNDS];
        double[] jdk = new double[ROUNDS];
        double[] full = new double[ROUNDS];
        Geometry geometry = new Geometry(SIDE, SIDE, Fit.CROP);
        ImageDecoder decoder = new ImageDecoder(1 << 26, Background.WHITE);
        for (int round = -1; round < ROUNDS; round++) { // the first one warms up
            double first = rate(photo -> decoder.decode(photo, geometry));
            double second = rate(ImageBenchmark::jdk);
            double third = rate(photo -> geometry.apply(decoder.decode(photo)));
            if (round >= 0) {
                ours[round] = first;
                jdk[round] = second;
                full[round] = third;
            }
        }
        double ratio = median(ours) / median(jdk);
        System.out.printf(
                Locale.ROOT,
                "JPEG %d x %d to %d x %d, one core, median of %d rounds: %,.0f images a second; decoded in full %,.0f;"
                        + " ImageIO.read and Graphics2D %,.0f: %.2f times as fast (at least %.1f)%n",
                WIDTH,
                HEIGHT,
                SIDE,
                SIDE,
                ROUNDS,
                median(ours),
                median(full),
                median(jdk),
                ratio,
                LEAST_OVER_JDK);
        return ratio >= LEAST_OVER_JDK;
    }

    private static Object jdk(byte[] photo) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(photo));
        BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int side = Math.min(read.getWidth(), read.getHeight());
        int left = (read.getWidth() - side) / 2;
        graphics.drawImage(read, 0, 0, SIDE, SIDE, left, 0, left + side, side, null);
        graphics.dispose();
        return small;
    }

    private interface Work {
        Object on(byte[] photo) throws IOException, UndecodableException;
    }

    private double rate(Work work) throws IOException, UndecodableException {
        long started = System.nanoTime();
        long images = 0;
        double seconds = 0;
        while (seconds < ROUND_SECONDS) {
            for (byte[] photo : photos) {
                work.on(photo);
            }
            images += photos.size();
            seconds = (System.nanoTime() - started) * 1e-9;
        }
        return images / seconds;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * Tars of photographs by folders, so that there is work for many tasks, in processes that have one core and two. What Java does
     * beside the job (compiling, collecting garbage) has no core of its own then.
     */
    private boolean onTwoCores() throws IOException, InterruptedException {
        DrawnTar tar = new DrawnTar();
        for (int i = 0; i < IMAGES_A_TAR; i++) {
            tar.add("class" + i % 10 + "/" + i + ".jpg", photos.get(i % photos.size()));
        }
        Path first = Files.write(scratch.resolve("0.tar"), tar.bytes());
        for (int t = 1; t < TARS; t++) {
            Files.createLink(scratch.resolve(t + ".tar"), first);
        }
        double one = Double.MAX_VALUE;
        double two = Double.MAX_VALUE;
        for (int round = 0; round < JOBS; round++) {
            one = Math.min(one, secondsOn("0"));
            two = Math.min(two, secondsOn("0,1"));
        }
        System.out.printf(
                Locale.ROOT,
                "prepare-images, %,d images in %d tars, best of %d: %,.0f images a second on 1 core, %,.0f on 2: %.2f times as"
                        + " fast (at least %.1f)%n",
                TARS * IMAGES_A_TAR,
                TARS,
                JOBS,
                TARS * IMAGES_A_TAR / one,
                TARS * IMAGES_A_TAR / two,
                one / two,
                LEAST_ON_TWO_CORES);
        return one / two >= LEAST_ON_TWO_CORES;
    }

    /** What the job takes in a new process that has these cores. */
    private double secondsOn(String cores) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("taskset", "--cpu-list", cores));
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), ImageBenchmark.class.getName(), scratch.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the job failed on cores " + cores);
        }
        return Double.parseDouble(output.lines().reduce((before, last) -> last).orElseThrow());
    }

    /** Seconds that the job takes here. */
    private static double job(Path scratch) throws IOException {
        PrepareImagesConfig config = Config.parse(
                PrepareImagesConfig.class, "benchmark", "sources: ['" + scratch + "/*.tar']\nshards: 8", List.of());
        try (SparkSession session = SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate()) {
            long started = System.nanoTime();
            PrepareImages.run(session, config, scratch.resolve("set").toString());
            return (System.nanoTime() - started) * 1e-9;
        }
    }
}
