package org.sparselaw.pipeline.tokenizer;

import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.sentencepiece.SpProcessor;
import ai.djl.sentencepiece.SpTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/** SentencePiece itself, through DJL: the oracle. Tests are skipped where its native library does not load. */
final class SentencePieceLibrary implements AutoCloseable {
    private final SpTokenizer tokenizer;
    private final SpProcessor processor;

    private SentencePieceLibrary(SpTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.processor = tokenizer.getProcessor();
    }

    static SentencePieceLibrary load(byte[] model) throws IOException {
        try {
            return new SentencePieceLibrary(new SpTokenizer(new ByteArrayInputStream(model)));
        } catch (UnsatisfiedLinkError | IllegalStateException | ExceptionInInitializerError e) {
            assumeThat(false)
                    .as("skipped: DJL's SentencePiece does not load (%s)", e.getMessage())
                    .isTrue();
            throw e;
        }
    }

    int[] encode(String text) {
        return processor.encode(text);
    }

    String decode(int[] ids) {
        return processor.decode(Arrays.copyOf(ids, ids.length));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
