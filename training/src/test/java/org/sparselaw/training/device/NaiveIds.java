package org.sparselaw.training.device;

@SuppressWarnings("ArrayRecordComponent") // A place in memory, never compared.
record NaiveIds(int[] values) implements Ids {
    static int[] of(Ids ids) {
        return ((NaiveIds) ids).values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public void set(int[] from) {
        if (from.length != values.length) {
            throw new IllegalArgumentException(from.length + " ids for a place of " + values.length);
        }
        System.arraycopy(from, 0, values, 0, from.length);
    }
}
