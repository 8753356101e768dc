package org.sparselaw.pipeline;

import java.io.Serializable;
import java.util.Map;
import org.sparselaw.pipeline.shard.Shard;

/**
 * What came of writing one shard.
 *
 * @param attempt the name under which the task has left the file
 * @param rejectedFile where it has left the texts that were dropped; empty when there are none
 * @param documents that are kept
 * @param dropped documents by the code of the reason
 * @param shortened documents that are kept, but for spans of sentences
 * @param bytes of the texts that are kept, in UTF-8
 * @param lengths of the documents that are kept, in tokens, each with its end of sequence
 * @param tokens of all that are kept, each with its end of sequence
 * @param tailTokens that did not fill a last window
 */
record ShardReport(
        Shard shard,
        String attempt,
        String rejectedFile,
        long documents,
        Map<String, Long> dropped,
        long shortened,
        long bytes,
        DocumentLengths lengths,
        long tokens,
        long tailTokens)
        implements Serializable {}
