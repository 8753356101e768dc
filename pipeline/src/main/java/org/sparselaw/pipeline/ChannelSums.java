package org.sparselaw.pipeline;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sparselaw.pipeline.shard.ImageManifest;

/**
 * Sums over the pixels of images, for each channel. They are whole numbers, so that mean and variance are the same however
 * images are dealt out to shards.
 *
 * @param pixels of one channel
 * @param sums of the bytes
 * @param squares sums of their squares
 */
record ChannelSums(BigInteger pixels, List<BigInteger> sums, List<BigInteger> squares) implements Serializable {
    private static final BigInteger WHITE = BigInteger.valueOf(255);

    static <T> ChannelSums total(Collection<T> parts, Function<T, ChannelSums> of) {
        List<ChannelSums> all = parts.stream().map(of).toList();
        return new ChannelSums(
                all.stream().map(ChannelSums::pixels).reduce(BigInteger.ZERO, BigInteger::add),
                channels(c -> all.stream().map(part -> part.sums.get(c)).reduce(BigInteger.ZERO, BigInteger::add)),
                channels(c -> all.stream().map(part -> part.squares.get(c)).reduce(BigInteger.ZERO, BigInteger::add)));
    }

    /** Of each channel, a pixel being its byte / 255; 0 when there are no pixels. */
    List<Double> mean() {
        return channels(c -> quotient(sums.get(c), pixels.multiply(WHITE)));
    }

    /** Of each channel likewise: (n sum of squares - square of sum) / (255 n)^2. */
    List<Double> variance() {
        return channels(c -> quotient(
                pixels.multiply(squares.get(c)).subtract(sums.get(c).pow(2)),
                pixels.multiply(WHITE).pow(2)));
    }

    private static double quotient(BigInteger a, BigInteger b) {
        return b.signum() == 0
                ? 0
                : new BigDecimal(a)
                        .divide(new BigDecimal(b), MathContext.DECIMAL64)
                        .doubleValue();
    }

    private static <T> List<T> channels(Function<Integer, T> of) {
        return IntStream.range(0, ImageManifest.CHANNELS).boxed().map(of).toList();
    }

    /** Takes images one by one. */
    static final class Builder {
        private final long[] sums = new long[ImageManifest.CHANNELS];
        private final long[] squares = new long[ImageManifest.CHANNELS];
        private long pixels;

        void add(byte[] rgb) {
            for (int i = 0; i < rgb.length; i += ImageManifest.CHANNELS) {
                for (int c = 0; c < ImageManifest.CHANNELS; c++) {
                    int value = rgb[i + c] & 0xff;
                    sums[c] += value;
                    squares[c] += (long) value * value;
                }
            }
            pixels += rgb.length / ImageManifest.CHANNELS;
        }

        ChannelSums sums() {
            return new ChannelSums(
                    BigInteger.valueOf(pixels),
                    channels(c -> BigInteger.valueOf(sums[c])),
                    channels(c -> BigInteger.valueOf(squares[c])));
        }
    }
}
