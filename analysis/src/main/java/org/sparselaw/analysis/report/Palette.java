package org.sparselaw.analysis.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The colour of a sparsity, the same in every chart and table: stops close to those of the colour map plasma (Smith and van
 * der Walt, matplotlib) without the yellows that vanish on white. Its lightness rises all the way, so it can be read without
 * colour vision. Each halving of the density is one step, so that 0, .5, .75, .875 lie evenly.
 */
final class Palette {
    private static final int[] STOPS = {0x0c0184, 0x7201a8, 0xb93289, 0xe76f5a, 0xf6a436};

    private static final List<String> LAWS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

    private Palette() {}

    /** Such as {@code #7201a8}. */
    static String colour(double sparsity) {
        double halvings = -StrictMath.log(1 - sparsity) / StrictMath.log(2);
        double position = Math.min(halvings, STOPS.length - 1);
        int below = Math.min((int) position, STOPS.length - 2);
        double share = position - below;
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                channel(16, below, share),
                channel(8, below, share),
                channel(0, below, share));
    }

    /** Whether text on this colour has to be white. */
    static boolean dark(double sparsity) {
        return sparsity < 0.8;
    }

    static List<String> colours(List<Double> sparsities) {
        return sparsities.stream().map(Palette::colour).toList();
    }

    /** Colours of laws side by side: those of Okabe and Ito, which differ without full colour vision too. */
    static List<String> laws(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LAWS.get(i % LAWS.size()))
                .toList();
    }

    private static long channel(int shift, int below, double share) {
        int from = STOPS[below] >> shift & 0xff;
        int to = STOPS[below + 1] >> shift & 0xff;
        return Math.round(from + share * (to - from));
    }
}
