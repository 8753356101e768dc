package org.sparselaw.pipeline.tokenizer;

import java.io.Serializable;

/** Text to token ids. Safe for use by several threads. */
public interface Tokenizer extends Serializable {
    /** The ids of a text, without an end-of-sequence id. Unpaired surrogates count as U+FFFD. */
    int[] encode(String text);

    /** The text of ids, as far as encoding kept it. */
    String decode(int[] ids);

    /** Number of pieces; ids are below it. Extra ids (sentinels) are not counted: they are the shard set's. */
    int pieces();

    /** The id of the end of a sequence. */
    int endOfSequence();

    /** SHA-256 of the model file. */
    String digest();

    /** What the model file is called in a shard set. */
    String fileName();

    /** The model file. */
    byte[] toBytes();
}
