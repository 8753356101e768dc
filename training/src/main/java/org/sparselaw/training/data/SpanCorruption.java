package org.sparselaw.training.data;

/**
 * T5's span corruption: 15 % of a window's tokens, in spans of 3 on average, move to the targets; a sentinel stands in
 * their place (Raffel et al. 2020, section 3.1.4; lengths and spans as {@code random_spans_noise_mask} of the T5 code draws
 * them).
 *
 * <p>Inputs: text, sentinel 0, text, sentinel 1, ..., end. Targets: sentinel 0, span 0, sentinel 1, span 1, ..., end. All
 * windows of one length give the same two lengths: 568 tokens become 512 and 114. Deviation: windows are not packed, for
 * they already are of one length.
 *
 * @param window tokens of a window before corruption
 * @param vocabulary pieces and extra ids; sentinel k is id {@code vocabulary - 1 - k}
 * @param endOfSequence ends inputs and targets
 */
public record SpanCorruption(int window, int vocabulary, int endOfSequence) implements Objective {
    /** Tokens without which there is no room for both text and noise. */
    public static final int SHORTEST_WINDOW = 2;

    private static final double NOISE_DENSITY = 0.15;
    private static final double MEAN_SPAN = 3;

    /** @throws IllegalArgumentException for a window below {@link #SHORTEST_WINDOW} */
    public SpanCorruption {
        if (window < SHORTEST_WINDOW) {
            throw new IllegalArgumentException(
                    "Invalid window: " + window + " tokens (must be at least " + SHORTEST_WINDOW + ")");
        }
    }

    /** How many spans, and so sentinels, every window has. */
    public int spans() {
        return Math.max(1, (int) Math.rint(noiseTokens() / MEAN_SPAN));
    }

    @Override
    public int inputsLength() {
        return window - noiseTokens() + spans() + 1;
    }

    @Override
    public int targetsLength() {
        return noiseTokens() + spans() + 1;
    }

    /** As the paper counts: what the encoder reads. */
    @Override
    public int countedTokens() {
        return inputsLength();
    }

    @Override
    public Example example(int[] tokens, long... key) {
        SplitMix64 random = new SplitMix64(key);
        int[] noise = partition(noiseTokens(), spans(), random);
        int[] text = partition(window - noiseTokens(), spans(), random);
        int[] inputs = new int[inputsLength()];
        int[] targets = new int[targetsLength()];
        int read = 0;
        int in = 0;
        int out = 0;
        for (int span = 0; span < spans(); span++) {
            System.arraycopy(tokens, read, inputs, in, text[span]);
            read += text[span];
            in += text[span];
            int sentinel = vocabulary - 1 - span;
            inputs[in++] = sentinel;
            targets[out++] = sentinel;
            System.arraycopy(tokens, read, targets, out, noise[span]);
            read += noise[span];
            out += noise[span];
        }
        inputs[in] = endOfSequence;
        targets[out] = endOfSequence;
        return new Example(inputs, targets);
    }

    private int noiseTokens() {
        return Math.min(Math.max((int) Math.rint(window * NOISE_DENSITY), 1), window - 1);
    }

    /** Cuts {@code items} into {@code parts} of at least one, every way being as likely as any other. */
    private static int[] partition(int items, int parts, SplitMix64 random) {
        int[] sizes = new int[parts];
        int part = 0;
        sizes[0] = 1;
        for (int gap = 0; gap < items - 1; gap++) {
            // Selection sampling: parts - 1 - part cuts are still to fall on the gaps that are left.
            if (random.nextInt(items - 1 - gap) < parts - 1 - part) {
                part++;
            }
            sizes[part]++;
        }
        return sizes;
    }
}
