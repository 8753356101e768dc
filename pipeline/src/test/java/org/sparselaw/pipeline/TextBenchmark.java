package org.sparselaw.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a corpus of any size for {@code pipeline/benchmark-text}: paragraphs and lines of real documents, dealt out anew to documents of
 * the same number of lines, so that no two are alike; the same text as JSON lines and as plain lines, in halves.
 */
final class TextBenchmark {
    private static final int FILES = 8;
    private static final int HALVES = 2;

    private TextBenchmark() {}

    /** Arguments: folder of corpora, folder to write to, megabytes. */
    public static void main(String[] args) throws IOException {
        List<String> lines = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        DevelopmentText.read(Path.of(args[0]), (file, text) -> {
            List<String> found = text.lines().filter(line -> !line.isBlank()).toList();
            lines.addAll(found);
            lengths.add(Math.min(found.size(), 100));
        });
        write(lines, lengths, Path.of(args[1]), Long.parseLong(args[2]) * 1_000_000);
    }

    private static void write(List<String> lines, List<Integer> lengths, Path folder, long bytes) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Random random = new Random(1);
        List<OutputStream> gz = new ArrayList<>();
        List<OutputStream> plain = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            gz.add(new GZIPOutputStream(Files.newOutputStream(folder.resolve("c4." + i + ".json.gz")), 1 << 16));
        }
        for (int i = 0; i < HALVES; i++) {
            plain.add(new BufferedOutputStream(Files.newOutputStream(folder.resolve("half." + i + ".txt")), 1 << 16));
        }
        long written = 0;
        for (int document = 0; written < bytes; document++) {
            if (document % lengths.size() == 0) {
                Collections.shuffle(lines, random);
            }
            StringBuilder text = new StringBuilder();
            int length = lengths.get(document % lengths.size());
            for (int line = 0; line < length; line++) {
                text.append(line == 0 ? "" : "\n").append(lines.get(random.nextInt(lines.size())));
            }
            byte[] content = text.toString().getBytes(UTF_8);
            gz.get(document % FILES)
                    .write((json.writeValueAsString(Map.of("text", text.toString())) + "\n").getBytes(UTF_8));
            OutputStream half = plain.get(document % HALVES);
            half.write(content);
            half.write('\n');
            written += content.length + 1;
        }
        for (OutputStream out : gz) {
            out.close();
        }
        for (OutputStream out : plain) {
            out.close();
        }
    }
}
