package org.sparselaw.training.model;

/**
 * The token ids of one batch of examples, example by example; 0 is padding and is neither attended to nor counted in the
 * loss.
 *
 * @param inputs batch x input length
 * @param labels batch x target length; what the decoder is to say
 */
@SuppressWarnings("ArrayRecordComponent") // Passed straight on, never compared.
public record Batch(int[] inputs, int[] labels) {}
