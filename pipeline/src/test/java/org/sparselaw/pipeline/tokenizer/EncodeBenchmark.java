package org.sparselaw.pipeline.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.sparselaw.pipeline.DevelopmentText;
import org.sparselaw.pipeline.tokenizer.bytepair.BytePairTokenizer;
import org.sparselaw.pipeline.tokenizer.bytepair.HuggingFaceLibrary;

/** {@code pipeline/benchmark-encode}: text to ids on one thread, here and in the libraries that the vocabularies come from. */
final class EncodeBenchmark {
    private static final int ROUNDS = 5;
    private static final double BAR = 3;
    private static final int PART = 20; // of the documents, one in so many for the slow ones

    private final List<String> documents;
    private final long bytes;

    private EncodeBenchmark(List<String> documents) {
        this.documents = documents;
        this.bytes = documents.stream()
                .mapToLong(text -> text.getBytes(UTF_8).length)
                .sum();
    }

    /** Arguments: folder of corpora, a SentencePiece unigram model, a {@code tokenizer.json}. Exits with 1 when the bar falls. */
    public static void main(String[] args) throws IOException {
        List<String> documents = new ArrayList<>();
        DevelopmentText.read(Path.of(args[0]), (file, text) -> documents.add(text));
        EncodeBenchmark all = new EncodeBenchmark(documents);
        EncodeBenchmark part = new EncodeBenchmark(IntStream.range(0, documents.size() / PART)
                .mapToObj(i -> documents.get(PART * i))
                .toList());
        byte[] model = Files.readAllBytes(Path.of(args[1]));
        byte[] json = Files.readAllBytes(Path.of(args[2]));
        double unigram;
        try (SentencePieceLibrary library = SentencePieceLibrary.load(model)) {
            unigram = all.compare("unigram", UnigramTokenizer.of(model, args[1]), "SentencePiece", library::encode);
        }
        try (HuggingFaceLibrary library = HuggingFaceLibrary.load(json)) {
            part.compare(
                    "byte-level BPE", BytePairTokenizer.of(json, args[2]), "Hugging Face tokenizers", library::encode);
        }
        System.exit(unigram < BAR ? 1 : 0);
    }

    private interface Encoder {
        int[] encode(String text);
    }

    /** The median ratio of rounds in turns, after one that is not counted. */
    private double compare(String kind, Tokenizer here, String library, Encoder there) {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double a = megabytesPerSecond(text -> here.encode(text).length);
            double b = megabytesPerSecond(text -> there.encode(text).length);
            if (round >= 0) {
                ours[round] = a;
                theirs[round] = b;
                ratios[round] = a / b;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-15s %6.1f MB of text at %6.1f MB/s, %s through DJL %6.1f MB/s: %.2f times (%.2f to %.2f)%n",
                kind,
                bytes * 1e-6,
                median(ours),
                library,
                median(theirs),
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
        return median(ratios);
    }

    private double megabytesPerSecond(ToLongFunction<String> tokens) {
        long started = System.nanoTime();
        long sum = documents.stream().mapToLong(tokens).sum();
        double seconds = (System.nanoTime() - started) * 1e-9;
        if (sum == 0) {
            throw new IllegalStateException("No text");
        }
        return bytes * 1e-6 / seconds;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
