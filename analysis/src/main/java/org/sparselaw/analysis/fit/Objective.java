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
final class Objective implements Differentiable {
    private final Model model;
    private final Sample sample;
    private final boolean log;
    private final double delta;
    private final double totalWeight;
    /** By exponent and distinct base value: ln of the power, and the power. */
    private final double[][] logPower;

    private final double[][] power;
    /** Of the current parameters, by term. */
    private final double[] amplitude;

    private final ChainRule chain;
    private final Evaluation inner;

    /** Of the current point: the logarithm of each power, the product of each term's powers, the prediction's gradient. */
    private final double[] w;

    private final double[] product;
    private final double[] g;

    Objective(Model model, Sample sample, FitObjective settings) {
        this.model = model;
        this.sample = sample;
        log = settings.residual() == Residual.LOG;
        delta = settings.delta();
        totalWeight = Arrays.stream(sample.weight()).sum();
        chain = new ChainRule(model);
        inner = new Evaluation(model.size());
        int exponents = model.exponents();
        logPower = new double[exponents][];
        power = new double[exponents][];
        for (int k = 0; k < exponents; k++) {
            logPower[k] = new double[sample.logBase(k).length];
            power[k] = new double[sample.logBase(k).length];
        }
        amplitude = new double[model.terms()];
        w = new double[exponents];
        product = new double[model.terms()];
        g = new double[model.size()];
    }

    @Override
    public int size() {
        return model.size();
    }

    @Override
    public void evaluate(double[] parameters, Evaluation into) {
        inner.clear();
        raise(parameters);
        chain.at(parameters, amplitude);
        double value = 0;
        Residual residual = log ? Residual.LOG : Residual.PLAIN;
        for (int point = 0; point < sample.size(); point++) {
            double times = sample.weight()[point];
            if (times == 0) {
                continue;
            }
            double predicted = predict(point);
            if (!Double.isFinite(predicted) || (log && !(predicted > 0))) {
                into.value(Double.POSITIVE_INFINITY);
                return;
            }
            double t = residual.of(predicted, sample.loss()[point]) / delta;
            boolean quadratic = Math.abs(t) <= 1;
            value += times * (quadratic ? t * t / 2 : Math.abs(t) - 0.5);
            // d/dp of the residual is g / scale; its second derivative has -g g^T / scale^2 more for logarithms.
            double scale = log ? predicted : 1;
            double slope = times * Math.max(-1, Math.min(1, t)) / (delta * scale);
            double outer = (quadratic ? times / (delta * delta * scale * scale) : 0) - (log ? slope / scale : 0);
            differentiate(slope, inner.hessian());
            addToGradient(slope);
            if (outer != 0) {
                addOuterProduct(outer);
            }
        }
        inner.value(value);
        chain.turn(inner, into);
        into.finish(totalWeight);
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
    }

    /** The predicted loss of a point. */
    private double predict(int point) {
        Arrays.fill(product, 1);
        for (int k = 0; k < w.length; k++) {
            int place = sample.place(k)[point];
            w[k] = logPower[k][place];
            for (int t : model.termsOf(k)) {
                product[t] *= power[k][place];
            }
        }
        double predicted = 0;
        for (int t = 0; t < product.length; t++) {
            predicted += amplitude[t] * product[t];
        }
        return predicted;
    }

    /**
     * Sets g to the gradient of the point's prediction, and adds slope times the prediction's own second derivatives. A term
     * y = a x^b has dy/da = x^b, dy/d(ln b) = y w, d2y/d(ln b)2 = y w (1 + w) and d2y/d(ln b)d(ln b') = y w w', w = b ln x.
     */
    private void differentiate(double slope, double[][] hessian) {
        Arrays.fill(g, 0);
        for (int t = 0; t < product.length; t++) {
            double y = amplitude[t] * product[t];
            int a = model.amplitude(t);
            g[a] = product[t];
            int[] powers = model.powers(t);
            for (int i = 0; i < powers.length; i++) {
                double wi = w[powers[i]];
                int b = model.exponent(powers[i]);
                g[b] += y * wi;
                hessian[Math.max(a, b)][Math.min(a, b)] += slope * product[t] * wi;
                hessian[b][b] += slope * y * wi * (1 + wi);
                for (int j = 0; j < i; j++) {
                    int other = model.exponent(powers[j]);
                    hessian[Math.max(b, other)][Math.min(b, other)] += slope * y * wi * w[powers[j]];
                }
            }
        }
    }

    private void addToGradient(double slope) {
        for (int i = 0; i < g.length; i++) {
            inner.gradient()[i] += slope * g[i];
        }
    }

    private void addOuterProduct(double outer) {
        for (int i = 0; i < g.length; i++) {
            double[] row = inner.hessian()[i];
            double scaled = outer * g[i];
            for (int j = 0; j <= i; j++) {
                row[j] += scaled * g[j];
            }
        }
    }
}
