package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.AdamWStep;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.MomentumStep;
import org.sparselaw.training.device.UpdateKernels;

/** Optimiser steps, one tensor at a time. */
final class OptimizerOps implements UpdateKernels {
    /** Least divisor; 0 / 0 comes out as 0. */
    private static final double LEAST = 1e-30;

    private final Scratch scratch;

    OptimizerOps(Scratch scratch) {
        this.scratch = scratch;
    }

    @Override
    public void scale(Buffer x, float factor) {
        Nd4jBuffer.of(x).muli(factor);
    }

    void adaFactor(AdaFactorStep step, Buffer w, Buffer g, Buffer v, Mask mask) {
        scratch.in(() -> {
            INDArray gradients = Nd4jBuffer.of(g);
            INDArray moments = Nd4jBuffer.of(v);
            decay(moments, gradients.mul(gradients).addi(step.epsilon()), step.decay());
            adaFactorUpdate(step, Nd4jBuffer.of(w), gradients, moments, mask);
        });
    }

    @Override
    public void factoredAdaFactor(
            AdaFactorStep step, int columns, Buffer w, Buffer g, Buffer rowMoments, Buffer columnMoments, Mask mask) {
        scratch.in(() -> {
            INDArray gradients = Nd4jBuffer.of(g);
            INDArray r = Nd4jBuffer.of(rowMoments);
            INDArray c = Nd4jBuffer.of(columnMoments);
            INDArray squares = gradients.mul(gradients).addi(step.epsilon()).reshape(r.length(), columns);
            decay(r, Sums.along(1, squares).reshape(r.length()).divi(columns), step.decay());
            decay(c, Sums.along(0, squares).reshape(columns).divi(r.length()), step.decay());
            INDArray share = r.div(Sums.of(r) / r.length());
            INDArray v = share.reshape(r.length(), 1).mul(c.reshape(1, columns));
            adaFactorUpdate(step, Nd4jBuffer.of(w), gradients, v.reshape(gradients.length()), mask);
        });
    }

    private static void adaFactorUpdate(AdaFactorStep step, INDArray w, INDArray g, INDArray v, Mask mask) {
        INDArray u = g.div(Transforms.max(Transforms.sqrt(v, true), LEAST, false));
        double clipping = Math.max(1, rmsOfNonZeros(u) / step.clip());
        double size = step.stepSize() * Math.max(step.minimumScale(), rmsOfNonZeros(w));
        w.subi(u.muli(size / clipping));
        Nd4jMask.apply(Nd4jMask.of(mask), w);
    }

    private static double rmsOfNonZeros(INDArray x) {
        long count = Counts.of(x);
        return count == 0 ? 0 : Math.sqrt(Sums.ofSquares(x) / count);
    }

    @Override
    public void adamW(AdamWStep step, Buffer w, Buffer g, Buffer m, Buffer v, Mask mask) {
        scratch.in(() -> {
            INDArray gradients = Nd4jBuffer.of(g);
            INDArray weights = Nd4jBuffer.of(w);
            INDArray first = Nd4jBuffer.of(m);
            INDArray second = Nd4jBuffer.of(v);
            decay(first, gradients, step.beta1());
            decay(second, gradients.mul(gradients), step.beta2());
            INDArray deviation =
                    Transforms.sqrt(second.div(step.correction2()), false).addi(step.epsilon());
            INDArray update = first.div(deviation).muli(step.rate() / step.correction1());
            weights.muli(1 - step.rate() * step.decay()).subi(update);
            Nd4jMask.apply(Nd4jMask.of(mask), weights);
            Nd4jMask.apply(Nd4jMask.of(mask), first);
        });
    }

    @Override
    public void momentum(MomentumStep step, Buffer w, Buffer g, Buffer m, Mask mask) {
        scratch.in(() -> {
            INDArray weights = Nd4jBuffer.of(w);
            INDArray direction = Nd4jBuffer.of(m);
            direction.muli(step.momentum()).addi(Nd4jBuffer.of(g)).addi(weights.mul(step.decay()));
            weights.subi(direction.mul(step.rate()));
            Nd4jMask.apply(Nd4jMask.of(mask), weights);
            Nd4jMask.apply(Nd4jMask.of(mask), direction);
        });
    }

    /** average = rate average + (1 - rate) value. */
    private static void decay(INDArray average, INDArray value, double rate) {
        average.muli(rate).addi(value.mul(1 - rate));
    }
}
