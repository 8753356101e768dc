package org.sparselaw.pipeline.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Texts that tokenizers are compared on: real ones, nasty ones, and strings over all of Unicode. */
public final class SampleTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** First code points of the blocks that random strings mostly come from. */
    private static final int[] BLOCKS = {
        0x20, 0x20, 0x20, 0xa0, 0x300, 0x370, 0x400, 0x5d0, 0x900, 0xe00, 0x1100, 0x1e00, 0x2000, 0x2460, 0x2580,
        0x3000, 0x3130, 0x4e00, 0xac00, 0xfb00, 0xfe00, 0xff00, 0x1d400, 0x1f1e6, 0x1f600
    };

    private static final String SPACES = " \t\n\u00a0\u2581\u3000\u200b\u00a8\u0000\u2028";

    private SampleTexts() {}

    /** Hands over every {@code step}-th document of the development text. */
    public static void documents(int step, Consumer<String> texts) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(SharedData.path("text"))) {
            files = found.filter(file -> file.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
        }
        long n = 0;
        for (Path file : files) {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
                for (String line; (line = in.readLine()) != null; n++) {
                    if (n % step == 0) {
                        texts.accept(JSON.readTree(line).get("text").textValue());
                    }
                }
            }
        }
    }

    /** The naughty strings, and the lines of the UTF-8 tests, broken bytes as U+FFFD. */
    public static List<String> nasty() throws IOException {
        List<String> texts = new ArrayList<>(List.of(JSON.readValue(
                SharedData.path("nasty/naughty-strings/blns.json").toFile(), String[].class)));
        try (Stream<Path> files = Files.list(SharedData.path("nasty/utf8-stress"))) {
            for (Path file : files.sorted().toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                texts.addAll(Arrays.asList(text.split("\n", -1)));
                texts.add(text);
            }
        }
        return texts;
    }

    /** Every code point in order, unassigned and surrogates too, and what it decomposes into: so every rule's source. */
    public static List<String> allOfUnicode() {
        List<String> texts = new ArrayList<>();
        StringBuilder points = new StringBuilder();
        StringBuilder decomposed = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String character = Character.toString(point);
            points.append(character);
            for (Normalizer.Form form : List.of(Normalizer.Form.NFD, Normalizer.Form.NFKD)) {
                String parts = Normalizer.normalize(character, form);
                decomposed.append(parts.equals(character) ? "" : parts + "x");
            }
            if (point % 64 == 63) {
                texts.add(points.toString());
                texts.add(decomposed.toString());
                points.setLength(0);
                decomposed.setLength(0);
            }
        }
        texts.removeIf(String::isEmpty);
        return texts;
    }

    /** Characters from anywhere, most of them from a few blocks, with spaces of all kinds between and runs of up to 40. */
    public static String random(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(24);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(20);
            int point = kind < 2
                    ? random.nextInt(Character.MAX_CODE_POINT + 1)
                    : kind == 2
                            ? Character.MIN_SURROGATE + random.nextInt(0x800)
                            : kind < 6
                                    ? SPACES.charAt(random.nextInt(SPACES.length()))
                                    : BLOCKS[random.nextInt(BLOCKS.length)] + random.nextInt(96);
            int run = random.nextInt(60) == 0 ? 1 + random.nextInt(40) : 1;
            text.append(Character.toString(point).repeat(run));
        }
        return text.toString();
    }

    /** What stands for unpaired surrogates: they have no form in UTF-8, so no oracle can be given them. */
    public static String wellFormed(String text) {
        int[] points = text.codePoints()
                .map(p -> p >= Character.MIN_SURROGATE && p <= Character.MAX_SURROGATE ? 0xfffd : p)
                .toArray();
        return new String(points, 0, points.length);
    }
}
