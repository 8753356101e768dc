package org.sparselaw.training.device;

import static org.sparselaw.training.device.NaiveDevice.at;
import static org.sparselaw.training.device.NaiveDevice.put;

/** One head of one sequence at a time, entry by entry: rows of the matrices are batch * length + position. */
record NaiveAttention(AttentionShape shape) {
    void forward(Matrix q, Matrix k, Matrix v, double[] bias, int[] keyTokens, double[] p, Matrix out) {
        for (int b = 0; b < shape.batch(); b++) {
            for (int h = 0; h < shape.heads(); h++) {
                for (int i = 0; i < shape.queries(); i++) {
                    probabilities(q, k, bias, keyTokens, p, b, h, i);
                    for (int c = 0; c < shape.headSize(); c++) {
                        double sum = 0;
                        for (int j = 0; j < shape.keys(); j++) {
                            sum += p[pair(b, h, i, j)] * at(v, keyRow(b, j), column(h, c));
                        }
                        put(out, queryRow(b, i), column(h, c), sum);
                    }
                }
            }
        }
    }

    private void probabilities(Matrix q, Matrix k, double[] bias, int[] keyTokens, double[] p, int b, int h, int i) {
        double sum = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        double[] logits = new double[shape.keys()];
        for (int j = 0; j < shape.keys(); j++) {
            double dot = 0;
            for (int c = 0; c < shape.headSize(); c++) {
                dot += at(q, queryRow(b, i), column(h, c)) * at(k, keyRow(b, j), column(h, c));
            }
            double biased =
                    shape.scale() * dot + (bias == null ? 0 : bias[(h * shape.queries() + i) * shape.keys() + j]);
            logits[j] = seen(keyTokens, b, i, j) ? biased : Double.NEGATIVE_INFINITY;
            greatest = Math.max(greatest, logits[j]);
        }
        for (int j = 0; j < shape.keys(); j++) {
            double e = seen(keyTokens, b, i, j) ? Math.exp(logits[j] - greatest) : 0;
            p[pair(b, h, i, j)] = e;
            sum += e;
        }
        for (int j = 0; j < shape.keys() && sum > 0; j++) {
            p[pair(b, h, i, j)] /= sum;
        }
    }

    private boolean seen(int[] keyTokens, int b, int i, int j) {
        return (shape.visibility() == AttentionShape.Visibility.ALL || j <= i)
                && (keyTokens == null || keyTokens[keyRow(b, j)] != 0);
    }

    void backward(
            Matrix q, Matrix k, Matrix v, double[] p, Matrix dOut, Matrix dq, Matrix dk, Matrix dv, double[] dBias) {
        double[] ds = new double[p.length];
        for (int b = 0; b < shape.batch(); b++) {
            for (int h = 0; h < shape.heads(); h++) {
                logitGradients(v, p, dOut, ds, b, h);
                for (int i = 0; dBias != null && i < shape.queries() * shape.keys(); i++) {
                    dBias[h * shape.queries() * shape.keys() + i] += ds[pair(b, h, 0, 0) + i];
                }
                for (int c = 0; c < shape.headSize(); c++) {
                    for (int i = 0; i < shape.queries(); i++) {
                        double sum = 0;
                        for (int j = 0; j < shape.keys(); j++) {
                            sum += ds[pair(b, h, i, j)] * at(k, keyRow(b, j), column(h, c));
                        }
                        put(dq, queryRow(b, i), column(h, c), shape.scale() * sum);
                    }
                    for (int j = 0; j < shape.keys(); j++) {
                        double keySum = 0;
                        double valueSum = 0;
                        for (int i = 0; i < shape.queries(); i++) {
                            keySum += ds[pair(b, h, i, j)] * at(q, queryRow(b, i), column(h, c));
                            valueSum += p[pair(b, h, i, j)] * at(dOut, queryRow(b, i), column(h, c));
                        }
                        put(dk, keyRow(b, j), column(h, c), shape.scale() * keySum);
                        put(dv, keyRow(b, j), column(h, c), valueSum);
                    }
                }
            }
        }
    }

    /** dS = P * (dP - rowsum(P * dP)) with dP = dOut V^T. */
    private void logitGradients(Matrix v, double[] p, Matrix dOut, double[] ds, int b, int h) {
        for (int i = 0; i < shape.queries(); i++) {
            double rowSum = 0;
            for (int j = 0; j < shape.keys(); j++) {
                double dp = 0;
                for (int c = 0; c < shape.headSize(); c++) {
                    dp += at(dOut, queryRow(b, i), column(h, c)) * at(v, keyRow(b, j), column(h, c));
                }
                ds[pair(b, h, i, j)] = dp;
                rowSum += p[pair(b, h, i, j)] * dp;
            }
            for (int j = 0; j < shape.keys(); j++) {
                ds[pair(b, h, i, j)] = p[pair(b, h, i, j)] * (ds[pair(b, h, i, j)] - rowSum);
            }
        }
    }

    private int queryRow(int b, int i) {
        return b * shape.queries() + i;
    }

    private int keyRow(int b, int j) {
        return b * shape.keys() + j;
    }

    private int column(int h, int c) {
        return h * shape.headSize() + c;
    }

    private int pair(int b, int h, int i, int j) {
        return ((b * shape.heads() + h) * shape.queries() + i) * shape.keys() + j;
    }
}
