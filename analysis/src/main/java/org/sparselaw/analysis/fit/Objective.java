package org.sparselaw.analysis.fit;

import java.util.Arrays;
import org.sparselaw.analysis.law.Residual;

/**
 * The weighted mean Huber loss divided by delta^2, with gradient and Hessian by the parameters of the {@link Model}. Without
 * the division the objective of a good fit is around 1e-6 and the absolute gradient tolerances of optimisers stop far from the
 * minimum; with it, a residual of size delta counts 1/2.
 *
 * <p>Holds the buffers of its inner loop: one thread at a time.
 */
final class Objective {
    private final Model model;
    private final Sample sample;
    private final FitObjective settings;
    private final double totalWeight;
    private final double[] loss;
    private final double[] weight;
    /** By exponent and distinct base value: ln of the power, and the power. */
    private final double[][] logPower;

    private final double[][] power;
    private final double[] amplitude;
    private final double[] g;
    private final double[][] h;

    Objective(Model model, Sample sample, FitObjective settings) {
        this.model = model;
        this.sample = sample;
        this.settings = settings;
        loss = sample.loss();
        weight = sample.weight();
        totalWeight = Arrays.stream(weight).sum();
        int exponents = model.law().exponents().size();
        logPower = new double[exponents][];
        power = new double[exponents][];
        for (int k = 0; k < exponents; k++) {
            logPower[k] = new double[sample.logBase(k).length];
            power[k] = new double[sample.logBase(k).length];
        }
        amplitude = new double[model.terms()];
        g = new double[model.size()];
        h = new double[model.size()][model.size()];
    }

    Model model() {
        return model;
    }

    /** Fills the evaluation with what holds at these parameters. */
    void evaluate(double[] parameters, Evaluation into) {
        int size = model.size();
        double[] gradient = into.gradient();
        double[][] hessian = into.hessian();
        Arrays.fill(gradient, 0);
        for (double[] row : hessian) {
            Arrays.fill(row, 0);
        }
        raise(parameters);
        double value = 0;
        double delta = settings.delta();
        boolean log = settings.residual() == Residual.LOG;
        for (int point = 0; point < loss.length; point++) {
            double times = weight[point];
            if (times == 0) {
                continue;
            }
            double predicted = predict(point);
            if (!Double.isFinite(predicted) || (log && !(predicted > 0))) {
                into.value(Double.POSITIVE_INFINITY);
                return;
            }
            double t = settings.residual().of(predicted, loss[point]) / delta;
            boolean quadratic = Math.abs(t) <= 1;
            value += times * (quadratic ? t * t / 2 : Math.abs(t) - 0.5);
            // d/dp of the residual is g / scale; its second derivative has -g g^T / scale^2 more for logarithms.
            double scale = log ? predicted : 1;
            double slope = times * Math.max(-1, Math.min(1, t)) / delta / scale;
            double outer = ((quadratic ? times / delta / delta / scale : 0) - (log ? slope : 0)) / scale;
            for (int i = 0; i < size; i++) {
                gradient[i] += slope * g[i];
                double outerI = outer * g[i];
                for (int j = 0; j <= i; j++) {
                    hessian[i][j] += slope * h[i][j] + outerI * g[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            gradient[i] /= totalWeight;
            for (int j = 0; j <= i; j++) {
                hessian[i][j] /= totalWeight;
                hessian[j][i] = hessian[i][j];
            }
        }
        into.value(value / totalWeight);
    }

    private void raise(double[] parameters) {
        for (int k = 0; k < power.length; k++) {
            double exponent = StrictMath.exp(parameters[model.exponent(k)]);
            double[] logBase = sample.logBase(k);
            for (int i = 0; i < logBase.length; i++) {
                logPower[k][i] = exponent * logBase[i];
                power[k][i] = StrictMath.exp(logPower[k][i]);
            }
        }
        for (int t = 0; t < amplitude.length; t++) {
            double parameter = parameters[model.amplitude(t)];
            amplitude[t] = model.scale(t) ? StrictMath.exp(parameter) : parameter;
        }
    }

    /**
     * The predicted loss of a point; fills its gradient, and the lower triangle of its Hessian. A term y = a x^b has the
     * derivatives dy/da = x^b, dy/d(ln b) = y w and d2y/d(ln b)2 = y w (1 + w) with w = b ln x.
     */
    private double predict(int point) {
        Arrays.fill(g, 0);
        for (double[] row : h) {
            Arrays.fill(row, 0);
        }
        double predicted = 0;
        for (int t = 0; t < amplitude.length; t++) {
            int[] powers = model.powers(t);
            double product = 1;
            for (int k : powers) {
                product *= power[k][sample.place(k)[point]];
            }
            double y = amplitude[t] * product;
            predicted += y;
            int a = model.amplitude(t);
            double slope = model.scale(t) ? y : product;
            g[a] = slope;
            if (model.scale(t)) {
                h[a][a] = y;
            }
            for (int k : powers) {
                int b = model.exponent(k);
                double w = logPower[k][sample.place(k)[point]];
                g[b] += y * w;
                add(a, b, slope * w);
                h[b][b] += y * w;
                for (int l : powers) {
                    if (model.exponent(l) <= b) {
                        h[b][model.exponent(l)] += y * w * logPower[l][sample.place(l)[point]];
                    }
                }
            }
        }
        return predicted;
    }

    private void add(int i, int j, double value) {
        if (i > j) {
            h[i][j] += value;
        } else {
            h[j][i] += value;
        }
    }
}
