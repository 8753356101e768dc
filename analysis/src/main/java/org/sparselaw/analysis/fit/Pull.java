package org.sparselaw.analysis.fit;

import java.util.function.ToDoubleFunction;

/**
 * Draws a fit to where a quantity has a value, by adding weight/2 (quantity - value)^2 to the scaled objective. Where that sum
 * is least the objective itself is least among all laws with the same quantity: a point of the quantity's profile, whatever
 * the weight, and near the wished value for a large one.
 *
 * @param quantity of the coefficients in natural units
 */
record Pull(ToDoubleFunction<double[]> quantity, double value, double weight) {}
