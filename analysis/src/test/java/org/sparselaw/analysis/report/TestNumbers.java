package org.sparselaw.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNumbers {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "999.4, 999",
        "999.6, 1 k",
        "1327104, 1.33 M",
        "16384000000, 16.4 B",
        "65536000000, 65.5 B",
        "3e15, 3000 T"
    })
    void countsHaveThreeDigitsAndAScale(double value, String text) {
        assertThat(Numbers.count(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1.344968385, 1.345",
        "676907960, 6.769e+08",
        "0.00000488, 4.880e-06",
        "41.6, 41.60",
        "12345.6, 12350",
        "999999, 1.000e+06",
        "0, 0",
        "-0.25, -0.2500"
    })
    void significantDigitsAreFour(double value, String text) {
        assertThat(Numbers.significant(value)).isEqualTo(text);
    }

    @Test
    void aMeanOfNothingHasNoSignOfItsOwn() {
        assertThat(Numbers.signedPercent(-0.00001)).isEqualTo("+0.00 %");
        assertThat(Numbers.signedPercent(-0.0087)).isEqualTo("-0.87 %");
    }

    @Test
    void flopAreShort() {
        assertThat(Numbers.flop(1.234e18)).isEqualTo("1.23e18");
    }
}
