package org.sparselaw.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.RunTable;

/** Figures drawn without a browser. */
class TestFigures {
    private static final Findings SMALL = Studies.small("small");

    @Test
    void everyFigureIsAnSvgWithAllItsPointsAndWords() {
        for (Figure figure : Figures.of(SMALL).all()) {
            String svg = figure.svg();

            assertThat(svg)
                    .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                    .endsWith("</svg>")
                    .doesNotContain("NaN", "undefined", "Infinity");
            assertThat(marks(svg)).as(figure.id()).isEqualTo(figure.id().equals("effective-sizes") ? 3 : 24);
            assertThat(svg).contains(figure.specification().at("/title/text").asText());
            assertThat(figure.description()).hasSizeGreaterThan(40);
        }
    }

    @Test
    void theSameFigureHasTheSameBytes() {
        assertThat(Figures.of(Studies.small("other")).contours().svg())
                .isEqualTo(Figures.of(SMALL).contours().svg());
    }

    @Test
    void aPngHasTheWidthAskedForAndShowsWhatTheSvgHas() throws Exception {
        BufferedImage image = ImageIO.read(
                new ByteArrayInputStream(Figures.of(SMALL).agreement().png(600)));

        assertThat(image.getWidth()).isEqualTo(600);
        assertThat(image.getHeight()).isBetween(300, 400);
        assertThat(image.getRGB(2, 2) & 0xffffff).isEqualTo(0xffffff);
        // The colours of the least and the most sparse runs are there, not blended away.
        assertThat(pixels(image, 0x0c0184)).isGreaterThan(20);
        assertThat(pixels(image, 0xe76f5a)).isGreaterThan(20);
    }

    @Test
    void aLawAndItsTableAreEnough() {
        RunTable table = new RunTable(DataUnit.TOKENS, SMALL.fit().points(), List.of());

        assertThat(Figures.of(SMALL.law(), table).contours().vegaLite())
                .isEqualTo(Figures.of(SMALL).contours().vegaLite());
    }

    @Test
    void theBandOfAContourIsTheIntervalOfItsBudget() {
        JsonNode band = Figures.of(SMALL).contours().specification().at("/datasets/bands/0");
        double s = band.get("sparsity").asDouble();
        double n = band.get("nonZeros").asDouble();
        Range budgets = SMALL.fit()
                .interval(c -> new OptimalSparsity(c, SMALL.cost()).budget(s, n))
                .orElseThrow();

        assertThat(band.get("low").asDouble() / budgets.low()).isCloseTo(1, within(1e-5));
        assertThat(band.get("high").asDouble() / budgets.high()).isCloseTo(1, within(1e-5));
        assertThat(SMALL.fit().optimum().budget(s, n)).isBetween(budgets.low(), budgets.high());
    }

    @Test
    void tenThousandRunsAreDrawnAsSvgAndPng() throws Exception {
        Findings many = Studies.many(10_000);
        Figure fit = Figures.of(many).agreement();

        assertThat(marks(fit.svg())).isEqualTo(many.fit().points().size()).isGreaterThan(9_990);
        assertThat(ImageIO.read(new ByteArrayInputStream(fit.png(400))).getWidth())
                .isEqualTo(400);
    }

    @Test
    void studiesWithoutAGridAndOfFewRunsAreDrawn() {
        for (Findings findings : List.of(Studies.scattered(60), Studies.least())) {
            assertThat(Figures.of(findings).all())
                    .allSatisfy(figure -> assertThat(figure.svg()).doesNotContain("NaN", "undefined", "Infinity"));
        }
    }

    @Test
    void manyLevelsAreThinnedEvenly() {
        assertThat(Levels.spread(List.of(1, 2, 3), 5)).containsExactly(1, 2, 3);
        assertThat(Levels.spread(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 3)).containsExactly(1, 5, 9);
    }

    private static long marks(String svg) {
        return Pattern.compile("<g class=\"mark-symbol role-mark[^>]*>(.*?)</g>")
                .matcher(svg)
                .results()
                .mapToLong(group -> group.group(1).split("<path", -1).length - 1)
                .sum();
    }

    private static int pixels(BufferedImage image, int colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (near(image.getRGB(x, y), colour)) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Within what an opacity of .9 on white does to a colour. */
    private static boolean near(int rgb, int colour) {
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((rgb >> shift & 0xff) - (colour >> shift & 0xff)) > 30) {
                return false;
            }
        }
        return true;
    }
}
