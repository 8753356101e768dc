package org.sparselaw.training.sweep;

/**
 * What is shown of a run.
 *
 * @param place in the grid, in a few columns
 * @param work in the unit of its sweep; what counts is its share of all runs'
 */
public record ShownRun(String id, String place, long work, long steps) {}
