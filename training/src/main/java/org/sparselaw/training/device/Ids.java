package org.sparselaw.training.device;

/** A flat run of whole numbers (token ids, buckets) in the memory of one {@link Device}. */
public interface Ids {
    int size();

    /** Copies all values in; the array has {@link #size} elements. */
    void set(int[] values);
}
