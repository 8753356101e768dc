package org.sparselaw.training.device;

/** A flat run of floating-point numbers in the memory of one {@link Device}. */
public interface Buffer {
    int size();

    /** Copies all values in; the array has {@link #size} elements. */
    void set(float[] values);

    /** A copy of all values. */
    float[] toArray();
}
