package org.sparselaw.pipeline;

import java.io.Serializable;
import org.sparselaw.pipeline.shard.Shard;

/**
 * What came of writing one shard.
 *
 * @param attempt the name under which the task has left the file
 * @param documents that are kept
 * @param duplicates that are not, for their text is that of one that is
 * @param nearDuplicates that are not
 * @param tokens of all that are kept, each with its end of sequence
 * @param tailTokens that did not fill a last window
 */
record ShardReport(
        Shard shard, String attempt, long documents, long duplicates, long nearDuplicates, long tokens, long tailTokens)
        implements Serializable {}
