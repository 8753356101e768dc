package org.sparselaw.training.device;

import static org.sparselaw.training.device.NaiveDevice.rmsOfNonZeros;

/** Optimisers as their formulas in {@link UpdateKernels} read. */
final class NaiveUpdates implements UpdateKernels {
    private static double[] values(Buffer buffer) {
        return NaiveBuffer.of(buffer);
    }

    @Override
    public void scale(Buffer x, float factor) {
        for (int i = 0; i < x.size(); i++) {
            values(x)[i] *= factor;
        }
    }

    @Override
    public void factoredAdaFactor(
            AdaFactorStep step, int columns, Buffer w, Buffer g, Buffer rowMoments, Buffer columnMoments, Mask mask) {
        int rows = w.size() / columns;
        double[] r = values(rowMoments);
        double[] c = values(columnMoments);
        double[] rowMeans = new double[rows];
        double[] columnMeans = new double[columns];
        for (int i = 0; i < w.size(); i++) {
            double square = values(g)[i] * values(g)[i] + step.epsilon();
            rowMeans[i / columns] += square / columns;
            columnMeans[i % columns] += square / rows;
        }
        double mean = 0;
        for (int i = 0; i < rows; i++) {
            r[i] = step.decay() * r[i] + (1 - step.decay()) * rowMeans[i];
            mean += r[i] / rows;
        }
        for (int j = 0; j < columns; j++) {
            c[j] = step.decay() * c[j] + (1 - step.decay()) * columnMeans[j];
        }
        double[] update = new double[w.size()];
        for (int i = 0; i < update.length; i++) {
            update[i] = values(g)[i] / Math.sqrt(r[i / columns] * c[i % columns] / mean);
        }
        double clipping = Math.max(1, rmsOfNonZeros(update) / step.clip());
        double size = step.stepSize() * Math.max(step.minimumScale(), rmsOfNonZeros(values(w)));
        for (int i = 0; i < update.length; i++) {
            values(w)[i] = keeps(mask, i) ? values(w)[i] - size * update[i] / clipping : 0;
        }
    }

    @Override
    public void adamW(AdamWStep step, Buffer w, Buffer g, Buffer m, Buffer v, Mask mask) {
        for (int i = 0; i < w.size(); i++) {
            double gradient = values(g)[i];
            double first = step.beta1() * values(m)[i] + (1 - step.beta1()) * gradient;
            values(v)[i] = step.beta2() * values(v)[i] + (1 - step.beta2()) * gradient * gradient;
            double scale = Math.sqrt(values(v)[i] / step.correction2()) + step.epsilon();
            double moved =
                    (1 - step.rate() * step.decay()) * values(w)[i] - step.rate() / step.correction1() * first / scale;
            values(m)[i] = keeps(mask, i) ? first : 0;
            values(w)[i] = keeps(mask, i) ? moved : 0;
        }
    }

    @Override
    public void momentum(MomentumStep step, Buffer w, Buffer g, Buffer m, Mask mask) {
        for (int i = 0; i < w.size(); i++) {
            double direction = step.momentum() * values(m)[i] + values(g)[i] + step.decay() * values(w)[i];
            values(m)[i] = keeps(mask, i) ? direction : 0;
            values(w)[i] = keeps(mask, i) ? values(w)[i] - step.rate() * direction : 0;
        }
    }

    private static boolean keeps(Mask mask, int index) {
        return mask == null || NaiveMask.of(mask)[index];
    }
}
