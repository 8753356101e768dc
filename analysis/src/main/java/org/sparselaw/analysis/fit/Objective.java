package org.sparselaw.analysis.fit;

import org.sparselaw.analysis.law.Residual;

/**
 * The mean Huber loss divided by delta^2, with gradient and Hessian by the parameters of the {@link SparseModel}. Without the
 * division the objective of a good fit is around 1e-6 and the absolute gradient tolerances of optimisers stop far from the
 * minimum; with it, a residual of size delta counts 1/2.
 */
final class Objective {
    private final Sample sample;
    private final FitObjective settings;

    Objective(Sample sample, FitObjective settings) {
        this.sample = sample;
        this.settings = settings;
    }

    Evaluation evaluate(double[] parameters) {
        int size = SparseModel.SIZE;
        double value = 0;
        double[] gradient = new double[size];
        double[][] hessian = new double[size][size];
        double[] g = new double[size];
        double[][] h = new double[size][size];
        boolean log = settings.residual() == Residual.LOG;
        for (int point = 0; point < sample.size(); point++) {
            double predicted = SparseModel.evaluate(parameters, sample, point, g, h);
            if (!Double.isFinite(predicted) || (log && !(predicted > 0))) {
                return new Evaluation(Double.POSITIVE_INFINITY, gradient, hessian);
            }
            double t = settings.residual().of(predicted, sample.loss(point)) / settings.delta();
            boolean quadratic = Math.abs(t) <= 1;
            value += quadratic ? t * t / 2 : Math.abs(t) - 0.5;
            // d/dp of the residual is g / scale; its second derivative has -g g^T / scale^2 more for logarithms.
            double scale = log ? predicted : 1;
            double slope = Math.max(-1, Math.min(1, t)) / settings.delta() / scale;
            double outer =
                    ((quadratic ? 1 / settings.delta() / settings.delta() / scale : 0) - (log ? slope : 0)) / scale;
            for (int i = 0; i < size; i++) {
                gradient[i] += slope * g[i];
                for (int j = 0; j <= i; j++) {
                    hessian[i][j] += slope * h[i][j] + outer * g[i] * g[j];
                }
            }
        }
        double points = sample.size();
        for (int i = 0; i < size; i++) {
            gradient[i] /= points;
            for (int j = 0; j <= i; j++) {
                hessian[i][j] /= points;
                hessian[j][i] = hessian[i][j];
            }
        }
        return new Evaluation(value / points, gradient, hessian);
    }
}
