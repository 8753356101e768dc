package org.sparselaw.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestScales {
    @Test
    void eachHalvingOfTheDensityIsOneStepOfColour() {
        assertThat(Palette.colours(List.of(0.0, 0.5, 0.75, 0.875, 0.9375, 0.99)))
                .containsExactly("#0c0184", "#7201a8", "#b93289", "#e76f5a", "#f6a436", "#f6a436");
    }

    @Test
    void coloursGetLighterWithSparsity() {
        double before = -1;
        for (double s = 0; s < 0.93; s += 0.01) {
            double lightness = lightness(Palette.colour(s));
            assertThat(lightness).as("S = %s", s).isGreaterThan(before);
            before = lightness;
        }
    }

    @Test
    void amountsWithinFivePercentAreOneLevel() {
        Levels levels = new Levels(List.of(100.0, 208.0, 104.0, 200.0, 400.0, 100.0));

        assertThat(levels.size()).isEqualTo(3);
        assertThat(List.of(levels.of(104), levels.of(200), levels.of(208), levels.of(400)))
                .containsExactly(0, 1, 1, 2);
        assertThat(levels.middle(1)).isCloseTo(Math.sqrt(200.0 * 208.0), within(1e-9));
    }

    @Test
    void ticksAreRound() {
        assertThat(Ticks.logarithmic(13, 82)).containsExactly(20.0, 30.0, 50.0, 70.0);
        assertThat(Ticks.logarithmic(0.9e6, 1.2e8)).containsExactly(1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8);
        assertThat(Ticks.logarithmic(3e10, 2e15)).containsExactly(1e11, 1e12, 1e13, 1e14, 1e15);
    }

    /** Relative luminance of sRGB (WCAG 2). */
    private static double lightness(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
