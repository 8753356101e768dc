package org.sparselaw.analysis.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is believed of a target and of the losses that candidate runs would have: their joint covariance. A measured loss
 * narrows it by the rule of linear Bayes (one step of a Kalman filter), whatever value is measured, so that the gain of a run
 * is known before it is trained.
 *
 * <p>For a law that is linear in Gaussian coefficients with covariance (R + M)^-1, R from the runs there are and M from those
 * that are added, the variance of a target c^T theta after the update is c^T (R + M)^-1 c: the criterion of Bayesian
 * c-optimality (Chaloner, Verdinelli 1995, section 2; without R it is that of Elfving 1952). The covariance is taken from
 * resampled fits and not from one Jacobian, which averages the linearisation over what the law may be: a wrong local optimum,
 * or a coefficient that runs off along a flat valley, does not decide alone.
 */
final class Beliefs {
    /** Share of the resamples at each end whose values are drawn in to the quantile there. */
    private static final double TAIL = 0.025;

    private final double[][] before;
    private final double noiseVariance;
    private final List<double[]> learnt;
    private final double targetVariance;
    private final double[] withTarget;
    private final double[] variance;

    /**
     * @param before covariance of the losses before any candidate is trained
     * @param learnt a vector w for each trained candidate, by which w w^T was taken off that covariance
     * @param withTarget covariance of each loss with the target, now
     * @param variance of each loss, now
     */
    private Beliefs(
            double[][] before,
            double noiseVariance,
            List<double[]> learnt,
            double targetVariance,
            double[] withTarget,
            double[] variance) {
        this.before = before;
        this.noiseVariance = noiseVariance;
        this.learnt = learnt;
        this.targetVariance = targetVariance;
        this.withTarget = withTarget;
        this.variance = variance;
    }

    /**
     * The covariance over resamples. Values in the tails count as the quantile at which the tail begins: an interval is to
     * shrink, and one resample far off says nothing of it.
     *
     * @param target its value in each resample
     * @param losses by candidate, then resample
     * @param noise standard deviation of a measured loss, in the unit of {@code losses}
     */
    static Beliefs of(double[] target, double[][] losses, double noise) {
        double[] centredTarget = centred(target);
        double[][] centred = Arrays.stream(losses).map(Beliefs::centred).toArray(double[][]::new);
        double[] withTarget = new double[losses.length];
        double[][] covariance = new double[losses.length][losses.length];
        double[] variance = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            withTarget[i] = covariance(centredTarget, centred[i]);
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = covariance(centred[i], centred[j]);
                covariance[j][i] = covariance[i][j];
            }
            variance[i] = covariance[i][i];
        }
        return new Beliefs(
                covariance, noise * noise, List.of(), covariance(centredTarget, centredTarget), withTarget, variance);
    }

    double targetVariance() {
        return targetVariance;
    }

    /** By how much the target's variance falls when this candidate is trained. */
    double gain(int candidate) {
        return withTarget[candidate] * withTarget[candidate] / (variance[candidate] + noiseVariance);
    }

    /** What is believed once this candidate has been trained. */
    Beliefs after(int candidate) {
        double scale = 1 / Math.sqrt(variance[candidate] + noiseVariance);
        double[] w = before[candidate].clone();
        for (double[] earlier : learnt) {
            for (int i = 0; i < w.length; i++) {
                w[i] -= earlier[i] * earlier[candidate];
            }
        }
        double[] target = withTarget.clone();
        double[] left = variance.clone();
        for (int i = 0; i < w.length; i++) {
            w[i] *= scale;
            target[i] -= w[i] * scale * withTarget[candidate];
            left[i] = Math.max(0, left[i] - w[i] * w[i]);
        }
        List<double[]> all = new ArrayList<>(learnt);
        all.add(w);
        return new Beliefs(before, noiseVariance, all, Math.max(0, targetVariance - gain(candidate)), target, left);
    }

    private static double[] centred(double[] values) {
        double[] rising = values.clone();
        Arrays.sort(rising);
        int tail = (int) (TAIL * values.length);
        double low = rising[tail];
        double high = rising[values.length - 1 - tail];
        double[] centred = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            centred[i] = Math.max(low, Math.min(high, values[i]));
            sum += centred[i];
        }
        for (int i = 0; i < values.length; i++) {
            centred[i] -= sum / values.length;
        }
        return centred;
    }

    private static double covariance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / (a.length - 1);
    }
}
