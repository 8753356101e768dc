package org.sparselaw.analysis.optimum;

import org.sparselaw.analysis.law.SparseCoefficients;

/** How much data a model needs to be as good as asked: the sparse law solved for D. */
public final class EqualLoss {
    private final SparseCoefficients law;

    public EqualLoss(SparseCoefficients law) {
        this.law = law;
    }

    /** D with which a model has this loss; infinite when no amount of data brings it there. */
    public double data(double s, double nonZeros, double loss) {
        return forTerm(loss - law.c() - capacity(s, nonZeros));
    }

    /**
     * D with which a model has the loss of a dense model of {@code denseSize} parameters trained on {@code denseData}; infinite
     * when no amount of data brings it there. The irreducible loss c falls out.
     */
    public double dataLikeDense(double s, double nonZeros, double denseSize, double denseData) {
        double denseTerm = StrictMath.pow(law.aD() / denseData, law.bD());
        return forTerm(denseTerm + capacity(0, denseSize) - capacity(s, nonZeros));
    }

    private double forTerm(double dataTerm) {
        return dataTerm > 0
                ? StrictMath.exp(StrictMath.log(law.aD()) - StrictMath.log(dataTerm) / law.bD())
                : Double.POSITIVE_INFINITY;
    }

    private double capacity(double s, double nonZeros) {
        return (law.aS() * StrictMath.pow(1 - s, law.bS()) + law.cS()) * StrictMath.pow(nonZeros, -law.bN());
    }
}
