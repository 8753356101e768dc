package org.sparselaw.analysis.fit;

import java.util.Arrays;

/**
 * Turns the derivatives of an objective by the amplitudes and the logarithms of the exponents of a law into those by the
 * parameters of the {@link Model}. The amplitude of term s is the sum over t of mix(s, t) share(t), where share(t) is parameter t
 * divided by its betas; d ln beta / d ln b = 1/(1+b) = 1 - beta, and that has the derivative -beta (1 - beta) by ln b.
 *
 * <p>Holds buffers: one thread at a time.
 */
final class ChainRule {
    private final Model model;
    private final double[] share;
    /** The derivative of share(t) by parameter t. */
    private final double[] slope;
    /** By parameter, then by amplitude or exponent in the order of the parameters. */
    private final double[][] jacobian;

    private final double[][] product;
    /** 1 - beta of each exponent. */
    private final double[] decline;

    ChainRule(Model model) {
        this.model = model;
        share = new double[model.terms()];
        slope = new double[model.terms()];
        jacobian = new double[model.size()][model.size()];
        product = new double[model.size()][model.size()];
        decline = new double[model.exponents()];
    }

    /** Takes the place at which derivatives are turned, and fills in the amplitude of every term there. */
    void at(double[] parameters, double[] amplitude) {
        Arrays.fill(amplitude, 0);
        for (int k = 0; k < model.exponents(); k++) {
            double[] row = jacobian[model.exponent(k)];
            Arrays.fill(row, 0);
            row[model.exponent(k)] = 1;
            decline[k] = 1 - model.beta(parameters, k);
        }
        for (int t = 0; t < share.length; t++) {
            double betas = model.betas(parameters, t);
            share[t] = model.value(parameters, t) / betas;
            slope[t] = model.scale(t) ? share[t] : 1 / betas;
            for (int s = 0; s < share.length; s++) {
                double part = model.mix(s, t);
                amplitude[s] += part * share[t];
                jacobian[model.amplitude(t)][model.amplitude(s)] = part * slope[t];
                for (int k : model.slopes(t)) {
                    jacobian[model.exponent(k)][model.amplitude(s)] -= part * share[t] * decline[k];
                }
            }
        }
    }

    /** @param inner gradient and lower triangle of the Hessian by amplitudes and logarithms of exponents */
    void turn(Evaluation inner, Evaluation into) {
        int size = model.size();
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += jacobian[i][k] * inner.gradient()[k];
                double entry = 0;
                for (int l = 0; l < size; l++) {
                    entry += jacobian[i][l] * inner.hessian()[Math.max(k, l)][Math.min(k, l)];
                }
                product[i][k] = entry;
            }
            into.gradient()[i] = sum;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += product[i][k] * jacobian[j][k];
                }
                into.hessian()[i][j] = sum;
            }
        }
        addSecondDerivatives(inner.gradient(), into.hessian());
        into.value(inner.value());
    }

    private void addSecondDerivatives(double[] gradient, double[][] hessian) {
        for (int t = 0; t < share.length; t++) {
            double weight = 0;
            for (int s = 0; s < share.length; s++) {
                weight += gradient[model.amplitude(s)] * model.mix(s, t);
            }
            int a = model.amplitude(t);
            if (model.scale(t)) {
                hessian[a][a] += weight * share[t];
            }
            for (int k : model.slopes(t)) {
                int b = model.exponent(k);
                hessian[Math.max(a, b)][Math.min(a, b)] -= weight * slope[t] * decline[k];
                hessian[b][b] += weight * share[t] * decline[k] * (1 - decline[k]);
                for (int l : model.slopes(t)) {
                    int other = model.exponent(l);
                    if (other <= b) {
                        hessian[b][other] += weight * share[t] * decline[k] * decline[l];
                    }
                }
            }
        }
    }
}
