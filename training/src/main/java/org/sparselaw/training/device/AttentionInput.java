package org.sparselaw.training.device;

/**
 * What an attention reads.
 *
 * @param q batch * queries x heads * headSize
 * @param k batch * keys x heads * headSize
 * @param v batch * keys x heads * headSize
 * @param bias heads x queries x keys, added to the logits, or null
 * @param keyTokens batch x keys token ids, where keys with id 0 (padding) are not seen; or null when none is padding
 */
public record AttentionInput(Matrix q, Matrix k, Matrix v, Buffer bias, Ids keyTokens) {}
