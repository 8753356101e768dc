package org.sparselaw.training.device;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one large square matrix product reaches on a device, at the precision of that device: the rate that training is held
 * against. Measured once a process for each description of a device, while whatever else runs there runs.
 */
public final class MatmulPeak {
    private static final int SMALLEST = 128;
    private static final int LARGEST = 8192;
    private static final int REPEATS = 5;

    /** Products that are queued before one is waited for, where they are queued. */
    private static final int QUEUED = 8;

    /** Products that take longer than this are large enough. */
    private static final double LONG_SECONDS = 5e-3;

    private static final Map<String, Double> MEASURED = new ConcurrentHashMap<>();

    private MatmulPeak() {}

    /** FLOP a second, the best of a few repeats. The memory that the first call takes stays the device's until it is closed. */
    public static double flopPerSecond(Device device) {
        return MEASURED.computeIfAbsent(device.description(), description -> measure(device));
    }

    private static double measure(Device device) {
        double rate = 0;
        double seconds = 0;
        for (int size = SMALLEST; size <= LARGEST && seconds < LONG_SECONDS; size *= 2) {
            seconds = seconds(device, size);
            rate = Math.max(rate, 2.0 * size * size * size / seconds);
        }
        return rate;
    }

    private static double seconds(Device device, int size) {
        Matrix a = random(device, size, 1);
        Matrix b = random(device, size, 2);
        Matrix c = Matrix.of(device.allocate(size * size), size, size);
        Buffer one = device.allocate(1);
        int products = device.isAsynchronous() ? QUEUED : 1;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long start = System.nanoTime();
            for (int j = 0; j < products; j++) {
                device.matmul(1, a, b, 0, c);
            }
            device.nonZeros(one); // waits for what was queued
            best = Math.min(best, System.nanoTime() - start);
        }
        return best / 1e9 / products;
    }

    /** Numbers of many digits: products of zeros can be faster. */
    private static Matrix random(Device device, int size, long seed) {
        float[] values = new float[size * size];
        long state = seed;
        for (int i = 0; i < values.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            values[i] = (state >> 40) / (float) (1 << 23);
        }
        Buffer buffer = device.allocate(values.length);
        buffer.set(values);
        return Matrix.of(buffer, size, size);
    }
}
