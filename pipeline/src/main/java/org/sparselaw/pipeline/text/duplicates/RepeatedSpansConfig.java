package org.sparselaw.pipeline.text.duplicates;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * Which spans of sentences are taken away where they occur again.
 *
 * @param sentences of a span; what has fewer left, after one was taken away, is dropped
 */
public record RepeatedSpansConfig(
        @Default("3") @Range("[1, 1000]") int sentences) {}
