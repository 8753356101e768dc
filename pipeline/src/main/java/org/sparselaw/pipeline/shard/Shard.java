package org.sparselaw.pipeline.shard;

import java.io.Serializable;

/**
 * One file of a shard set.
 *
 * @param file name inside the shard set's folder
 * @param sha256 of the file's bytes
 */
public record Shard(Split split, String file, long rows, long bytes, String sha256) implements Serializable {}
