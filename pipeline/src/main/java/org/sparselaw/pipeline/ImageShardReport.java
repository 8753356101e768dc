package org.sparselaw.pipeline;

import java.io.Serializable;
import java.util.List;
import org.sparselaw.pipeline.shard.Shard;

/**
 * What came of writing one shard of images.
 *
 * @param attempt the name under which the task has left the file
 * @param pixels of all images
 * @param labels how many images have each label, by the id of the class
 */
record ImageShardReport(Shard shard, String attempt, ChannelSums pixels, List<Long> labels) implements Serializable {}
