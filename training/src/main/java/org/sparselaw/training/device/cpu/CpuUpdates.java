package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.zeroWhereZero;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.AdamWStep;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.MomentumStep;
import org.sparselaw.training.device.UpdateKernels;

/** Optimisers in one pass over memory, by blocks that stay in the cache from loop to loop. */
final class CpuUpdates implements UpdateKernels {
    private static final int BLOCK = 1024;
    private static final int FLAT_GRAIN = 1 << 14;

    private final Workers workers;
    private final FactoredKernels factored;

    CpuUpdates(Workers workers) {
        this.workers = workers;
        this.factored = new FactoredKernels(workers);
    }

    @Override
    public void scale(Buffer x, float factor) {
        CpuBuffer its = CpuBuffer.of(x);
        workers.split(its.padded(), FLAT_GRAIN, (from, to, worker) -> {
            VectorKernels.scale(its.bytes(), factor, from, to);
        });
    }

    @Override
    public void factoredAdaFactor(
            AdaFactorStep step, int columns, Buffer w, Buffer g, Buffer rowMoments, Buffer columnMoments, Mask mask) {
        CpuBuffer weights = CpuBuffer.of(w);
        factored.step(step, columns, weights, CpuBuffer.of(g), CpuBuffer.of(rowMoments), CpuBuffer.of(columnMoments));
        if (mask != null) {
            CpuBuffer keep = CpuMask.of(mask).keep();
            workers.split(weights.padded(), FLAT_GRAIN, (from, to, worker) -> {
                VectorKernels.applyMask(weights, keep, from, to);
            });
        }
    }

    @Override
    public void adamW(AdamWStep step, Buffer w, Buffer g, Buffer m, Buffer v, Mask mask) {
        ByteBuffer weights = CpuBuffer.of(w).bytes();
        ByteBuffer gradients = CpuBuffer.of(g).bytes();
        ByteBuffer first = CpuBuffer.of(m).bytes();
        ByteBuffer second = CpuBuffer.of(v).bytes();
        ByteBuffer keep = keep(mask);
        blocks(CpuBuffer.of(w), (from, to, worker) -> {
            moments(step, gradients, first, second, from, to);
            if (keep == null) {
                adamW(step, weights, first, second, from, to);
            } else {
                adamW(step, weights, first, second, keep, from, to);
            }
        });
    }

    @Override
    public void momentum(MomentumStep step, Buffer w, Buffer g, Buffer m, Mask mask) {
        ByteBuffer weights = CpuBuffer.of(w).bytes();
        ByteBuffer gradients = CpuBuffer.of(g).bytes();
        ByteBuffer first = CpuBuffer.of(m).bytes();
        ByteBuffer keep = keep(mask);
        blocks(CpuBuffer.of(w), (from, to, worker) -> {
            if (keep == null) {
                momentum(step, weights, gradients, first, from, to);
            } else {
                momentum(step, weights, gradients, first, keep, from, to);
            }
        });
    }

    private static ByteBuffer keep(Mask mask) {
        return mask == null ? null : CpuMask.of(mask).keep().bytes();
    }

    private void blocks(CpuBuffer w, Workers.Range update) {
        workers.split(w.padded(), FLAT_GRAIN, (from, to, worker) -> {
            for (int start = from; start < to; start += BLOCK) {
                update.run(start, Math.min(start + BLOCK, to), worker);
            }
        });
    }

    private static void moments(AdamWStep step, ByteBuffer g, ByteBuffer m, ByteBuffer v, int from, int to) {
        FloatVector beta1 = all(step.beta1());
        FloatVector fresh1 = all(1 - step.beta1());
        FloatVector beta2 = all(step.beta2());
        FloatVector fresh2 = all(1 - step.beta2());
        for (int i = from; i < to; i += LANES) {
            FloatVector gradient = load(g, i);
            store(load(m, i).mul(beta1).add(gradient.mul(fresh1)), m, i);
            store(load(v, i).mul(beta2).add(gradient.mul(gradient).mul(fresh2)), v, i);
        }
    }

    private static void adamW(AdamWStep step, ByteBuffer w, ByteBuffer m, ByteBuffer v, int from, int to) {
        FloatVector shrink = all(1 - step.rate() * step.decay());
        FloatVector rate = all(-step.rate() / step.correction1());
        FloatVector root = root(step);
        FloatVector epsilon = all(step.epsilon());
        for (int i = from; i < to; i += LANES) {
            FloatVector scale = load(v, i).sqrt().fma(root, epsilon);
            store(load(w, i).mul(shrink).add(load(m, i).div(scale).mul(rate)), w, i);
        }
    }

    private static void adamW(
            AdamWStep step, ByteBuffer w, ByteBuffer m, ByteBuffer v, ByteBuffer keep, int from, int to) {
        FloatVector shrink = all(1 - step.rate() * step.decay());
        FloatVector rate = all(-step.rate() / step.correction1());
        FloatVector root = root(step);
        FloatVector epsilon = all(step.epsilon());
        for (int i = from; i < to; i += LANES) {
            FloatVector kept = load(keep, i);
            FloatVector moment = zeroWhereZero(load(m, i), kept);
            FloatVector scale = load(v, i).sqrt().fma(root, epsilon);
            store(moment, m, i);
            store(zeroWhereZero(load(w, i).mul(shrink).add(moment.div(scale).mul(rate)), kept), w, i);
        }
    }

    private static FloatVector root(AdamWStep step) {
        return all((float) (1 / Math.sqrt(step.correction2())));
    }

    private static void momentum(MomentumStep step, ByteBuffer w, ByteBuffer g, ByteBuffer m, int from, int to) {
        FloatVector momentum = all(step.momentum());
        FloatVector decay = all(step.decay());
        FloatVector rate = all(-step.rate());
        for (int i = from; i < to; i += LANES) {
            FloatVector weight = load(w, i);
            FloatVector direction = load(m, i).fma(momentum, weight.fma(decay, load(g, i)));
            store(direction, m, i);
            store(direction.fma(rate, weight), w, i);
        }
    }

    private static void momentum(
            MomentumStep step, ByteBuffer w, ByteBuffer g, ByteBuffer m, ByteBuffer keep, int from, int to) {
        FloatVector momentum = all(step.momentum());
        FloatVector decay = all(step.decay());
        FloatVector rate = all(-step.rate());
        for (int i = from; i < to; i += LANES) {
            FloatVector kept = load(keep, i);
            FloatVector weight = load(w, i);
            FloatVector direction = load(m, i).fma(momentum, weight.fma(decay, load(g, i)));
            store(zeroWhereZero(direction, kept), m, i);
            store(zeroWhereZero(direction.fma(rate, weight), kept), w, i);
        }
    }
}
