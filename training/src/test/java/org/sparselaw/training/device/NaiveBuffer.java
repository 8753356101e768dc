package org.sparselaw.training.device;

/** Numbers in double precision. Tests read and write {@link #values} itself, where the interface would round to float. */
@SuppressWarnings("ArrayRecordComponent") // A place in memory, never compared.
public record NaiveBuffer(double[] values) implements Buffer {
    /** The values behind a buffer of a {@link NaiveDevice}. */
    public static double[] of(Buffer buffer) {
        return ((NaiveBuffer) buffer).values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public void set(float[] from) {
        if (from.length != values.length) {
            throw new IllegalArgumentException(from.length + " values for a buffer of " + values.length);
        }
        for (int i = 0; i < from.length; i++) {
            values[i] = from[i];
        }
    }

    @Override
    public float[] toArray() {
        float[] to = new float[values.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) values[i];
        }
        return to;
    }
}
