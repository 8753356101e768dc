package org.sparselaw.pipeline.tokenizer.bytepair;

import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The Hugging Face library itself, through DJL: the oracle. Tests are skipped where its native library does not load. */
public final class HuggingFaceLibrary implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;

    private HuggingFaceLibrary(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    public static HuggingFaceLibrary load(byte[] file) throws IOException {
        try {
            return new HuggingFaceLibrary(HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(file), Map.of("truncation", "false", "padding", "false")));
        } catch (UnsatisfiedLinkError | IllegalStateException | ExceptionInInitializerError e) {
            assumeThat(false)
                    .as("skipped: DJL's Hugging Face tokenizers do not load (%s)", e.getMessage())
                    .isTrue();
            throw e;
        }
    }

    public int[] encode(String text) {
        return ints(tokenizer.encode(text, false, false).getIds());
    }

    /** In how many words the library cuts a text. */
    long words(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        return LongStream.of(encoding.getWordIds()).distinct().count();
    }

    String decode(int[] ids) {
        return tokenizer.decode(IntStream.of(ids).asLongStream().toArray(), false);
    }

    private static int[] ints(long[] ids) {
        return LongStream.of(ids).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
