package org.sparselaw.analysis.design;

/**
 * A run that could be trained.
 *
 * @param sparsity S in [0, 1)
 * @param nonZeros N
 * @param data D, in the law's unit
 * @param flop what training it costs
 */
public record Candidate(double sparsity, double nonZeros, double data, double flop) {}
