package org.sparselaw.analysis.fit;

/** A function of the parameters of a fit with its first and second derivatives. */
interface Differentiable {
    /** Number of parameters. */
    int size();

    /** Fills the evaluation with what holds at these parameters. */
    void evaluate(double[] parameters, Evaluation into);
}
