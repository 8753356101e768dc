package org.sparselaw.training.device.nd4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.sparselaw.job.UsageException;

/** A GPU of this machine as its driver names it, with its compute capability. */
record Gpu(String name, int major, int minor) {
    /**
     * The last release of nd4j-cuda-11.6, 1.0.0-M2.1, carries machine code for compute capability 3.7 to 8.6 and none that a
     * driver could translate. Capability 8.9 runs the code for 8.6; later generations have nothing to run.
     */
    private static final int LAST_MAJOR = 8;

    /** Asked of nvidia-smi: ND4J's own answer comes after its start, which fails on a GPU that it has no code for. */
    static List<Gpu> all() {
        try {
            Process query = new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return parse(text);
        } catch (IOException e) {
            return List.of(); // No tool, no driver: ND4J says what it misses.
        }
    }

    /** @param text lines such as {@code NVIDIA A100-SXM4-40GB, 8.0}; others are passed over */
    static List<Gpu> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.matches(".+, *\\d+\\.\\d+"))
                .map(line -> {
                    int comma = line.lastIndexOf(',');
                    String[] capability = line.substring(comma + 1).strip().split("\\.");
                    return new Gpu(
                            line.substring(0, comma), Integer.parseInt(capability[0]), Integer.parseInt(capability[1]));
                })
                .toList();
    }

    /** @throws UsageException when ND4J has no code for this GPU */
    void check() {
        if (major > LAST_MAJOR) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "%s has compute capability %d.%d, but nd4j-cuda-11.6 has code for 3.7 to 8.9 only; build without"
                            + " the profile cuda11, or name device: cpu",
                    name,
                    major,
                    minor));
        }
    }
}
