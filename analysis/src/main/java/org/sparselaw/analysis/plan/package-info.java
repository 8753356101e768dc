/** Answers to what people ask of a fitted law, each with its intervals and a word where it extrapolates. */
package org.sparselaw.analysis.plan;
