package org.sparselaw.analysis.law;

import java.util.Optional;

/**
 * The values of a quantity with which the law can be refitted almost as well as without.
 *
 * @param quantity in words: {@code b_S}, {@code S_opt, dense line}
 * @param value by the fitted coefficients
 * @param low lower end; with a limit it is as low as the quantity can be, or what the law in that limit gives
 * @param lowLimit the limit of the law in which the lower end lies, in words; absent where the fit gets worse before
 * @param highLimit the same for the upper end
 */
public record ProfileInterval(
        String quantity,
        double value,
        double low,
        double high,
        Optional<String> lowLimit,
        Optional<String> highLimit) {}
