package org.sparselaw.training.prune;

/**
 * Dynamic sparse training: at a constant sparsity, kept weights of least magnitude are dropped and as many others grown, which
 * start at 0. Tensors begin with random masks and keep their counts.
 *
 * <p>Deviations from both papers: what an exchange drops it does not grow again at once; the optimiser step is taken in steps
 * with an exchange too, since short runs exchange often.
 */
interface DropAndGrow {
    /** Steps between exchanges. */
    long interval();

    /** The step from which on masks stay. */
    long end();

    /** Whether a step (from 0) exchanges weights. */
    default boolean exchanges(long step) {
        return step > 0 && step < end() && step % interval() == 0;
    }

    /** The share of a tensor's kept weights that are exchanged in a step. */
    double share(long step);

    /** How many weights of a tensor are exchanged: never more than there are to grow. */
    default int exchanged(long step, int size, int kept) {
        return Math.min((int) Math.rint(share(step) * kept), size - kept);
    }
}
