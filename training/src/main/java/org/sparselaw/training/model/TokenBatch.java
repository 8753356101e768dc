package org.sparselaw.training.model;

/**
 * The token ids of one batch of examples, example by example; 0 is padding and is neither attended to nor counted in the
 * loss.
 *
 * @param inputs batch x input length; empty for a model without an encoder
 * @param labels batch x target length; what the decoder is to say
 */
@SuppressWarnings("ArrayRecordComponent") // Passed straight on, never compared.
public record TokenBatch(int[] inputs, int[] labels) implements Batch {

    static TokenBatch of(Batch batch) {
        return (TokenBatch) batch;
    }

    /** What the decoder reads: id 0 and all labels but the last of each example. */
    int[] labelsShiftedRight(int length) {
        int[] shifted = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            shifted[i] = i % length == 0 ? 0 : labels[i - 1];
        }
        return shifted;
    }
}
