package org.sparselaw.pipeline;

import org.sparselaw.pipeline.tokenizer.Tokenizer;
import org.sparselaw.pipeline.tokenizer.UnigramTokenizer;
import org.sparselaw.pipeline.tokenizer.bytepair.BytePairTokenizer;
import org.sparselaw.storage.Storage;

/** A tokenizer of either kind, told apart by its file's content: JSON, or a SentencePiece model. */
public final class AnyTokenizer {
    private AnyTokenizer() {}

    /**
     * @param path of a SentencePiece unigram model or a byte-level {@code tokenizer.json}: local, hdfs:// or s3a://
     * @throws org.sparselaw.job.DataException when there is no such file, or it is neither
     */
    public static Tokenizer read(String path) {
        byte[] file = Storage.of(path).readBytes();
        return isJson(file) ? BytePairTokenizer.of(file, path) : UnigramTokenizer.of(file, path);
    }

    /** A SentencePiece model begins with the tag of its first piece, a line feed, and the piece's length. */
    private static boolean isJson(byte[] file) {
        int first = 0;
        while (first < file.length && Character.isWhitespace(file[first])) {
            first++;
        }
        return first < file.length && file[first] == '{';
    }
}
