package org.sparselaw.pipeline.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.pipeline.Shared;
import org.sparselaw.pipeline.image.codec.Pillow.Verdict;

/**
 * Every odd image that Pillow decodes is decoded here, upright, with its pixels; every other one is rejected. For the eye, all
 * pairs are drawn into {@code target/odd-images.png}.
 */
class TestAgainstPillow {
    /** An MPO is a JPEG with further images behind it. */
    private static final Set<String> FORMATS = Set.of("JPEG", "MPO", "PNG", "GIF", "BMP", "WEBP");

    private static final double MOST_LEVELS = 2;

    @TempDir
    Path folder;

    private final List<String> wrong = new ArrayList<>();
    private final List<ContactSheet.Pair> pairs = new ArrayList<>();

    private static ImageDecoder decoder() {
        return new ImageDecoder(1 << 26, Background.WHITE);
    }

    @Test
    void oddImagesHaveThePixelsThatPillowGivesThem() throws IOException {
        List<Path> odd = List.of(
                Shared.data("images/odd-exif-orientation"),
                Shared.data("images/odd-libjpeg-turbo"),
                Shared.data("images/odd-pillow"));
        Set<String> decodedElsewhere = new HashSet<>();
        for (Path set : odd) {
            decodedElsewhere.addAll(decodedByNewerPillow(set));
        }
        for (Verdict verdict : Pillow.judge(folder, odd)) {
            boolean expected = verdict.pixels().isPresent() && FORMATS.contains(verdict.format());
            try {
                Pixels ours = decoder().decode(Files.readAllBytes(verdict.file()));
                if (expected) {
                    compare(verdict, ours);
                } else if (!decodedElsewhere.contains(
                        verdict.file().getFileName().toString())) {
                    wrong.add(verdict.file() + ": decoded, but Pillow says " + verdict.format() + verdict.detail());
                }
            } catch (UndecodableException e) {
                assertThat(e).hasMessageNotContaining("null");
                if (expected) {
                    wrong.add(verdict.file() + ": " + e.fault().code() + ", " + e.getMessage());
                }
            }
        }
        ContactSheet.write(pairs, Path.of("target/odd-images.png"));
        assertThat(wrong).isEmpty();
        assertThat(pairs).hasSizeGreaterThan(100);
    }

    private void compare(Verdict verdict, Pixels ours) {
        Pixels theirs = verdict.pixels().orElseThrow();
        pairs.add(new ContactSheet.Pair(ours, theirs));
        double difference = difference(ours, theirs);
        if (!(difference <= MOST_LEVELS)) {
            wrong.add("%s: %d x %d differs by %.2f levels from %d x %d"
                    .formatted(
                            verdict.file(), ours.width(), ours.height(), difference, theirs.width(), theirs.height()));
        }
    }

    /** Mean absolute difference of the bytes; not a number when the sizes differ. */
    static double difference(Pixels a, Pixels b) {
        if (a.width() != b.width() || a.height() != b.height()) {
            return Double.NaN;
        }
        long sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            sum += Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff));
        }
        return (double) sum / a.rgb().length;
    }

    /** What the manifest beside the files says of Pillow 12.3, which reads a file that older ones do not. */
    private static Set<String> decodedByNewerPillow(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("manifest.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length > 7 && fields[7].equals("ok") && FORMATS.contains(fields[1]))
                .map(fields -> fields[0])
                .collect(Collectors.toSet());
    }

    @Test
    void photographsReducedWhileDecodedAreNearlyTheSameWhenResized() throws IOException {
        Geometry geometry = new Geometry(32, 32, Fit.CROP);
        double worst = 0;
        for (Path photo : photos()) {
            byte[] bytes = Files.readAllBytes(photo);
            try {
                double difference = difference(
                        decoder().decode(bytes, geometry),
                        geometry.apply(decoder().decode(bytes)));
                worst = Math.max(worst, difference);
            } catch (UndecodableException e) {
                throw new AssertionError(photo.toString(), e);
            }
        }
        assertThat(worst).isPositive().isLessThan(3);
    }

    private static List<Path> photos() throws IOException {
        try (var files = Files.list(Shared.data("images/photos-18f"))) {
            return files.filter(file -> file.toString().matches("(?i).*\\.jpg")).toList();
        }
    }
}
