package org.sparselaw.analysis.fit;

/**
 * The objective around a place as its gradient and Hessian say, on the parameters that no bound stops, each in units of its
 * own curvature; and the step that lowers it most within a radius (Moré, Sorensen, "Computing a Trust Region Step", 1983): the
 * Newton step where it fits, otherwise -(H + shift I)^-1 g with the shift that gives the radius. Their hard case, a gradient
 * without any part along the lowest curvature, gets no step along it: the next gradient has one.
 */
final class QuadraticModel {
    /** How close to the radius a step must come. */
    private static final double SLACK = 0.1;

    private static final int MOST_SHIFTS = 50;

    private final double[] scale;
    private final double[][] hessian;
    private final double[] gradient;
    private final double[] step;
    private final double[] work;
    private final int[] free;
    private final Cholesky cholesky;
    private int count;

    QuadraticModel(int size) {
        scale = new double[size];
        hessian = new double[size][size];
        gradient = new double[size];
        step = new double[size];
        work = new double[size];
        free = new int[size];
        cholesky = new Cholesky(size);
    }

    /** Takes the model of a place; returns how many parameters are free. */
    int at(double[] place, Evaluation here, Bounds bounds) {
        count = 0;
        double largest = 0;
        for (int i = 0; i < place.length; i++) {
            if (bounds.free(place, here.gradient(), i)) {
                free[count++] = i;
                largest = Math.max(largest, Math.abs(here.hessian()[i][i]));
            }
        }
        for (int k = 0; k < count; k++) {
            double curvature = Math.abs(here.hessian()[free[k]][free[k]]);
            scale[k] = Math.sqrt(Math.max(curvature, Math.max(1e-10 * largest, 1e-300)));
            gradient[k] = here.gradient()[free[k]] / scale[k];
            for (int l = 0; l <= k; l++) {
                hessian[k][l] = here.hessian()[free[k]][free[l]] / (scale[k] * scale[l]);
                hessian[l][k] = hessian[k][l];
            }
        }
        return count;
    }

    /** Sets trial to the place moved by the best step of at most this length, or a tenth more, and clipped to the bounds. */
    void move(double[] place, double radius, Bounds bounds, double[] trial) {
        findStep(radius);
        System.arraycopy(place, 0, trial, 0, place.length);
        for (int k = 0; k < count; k++) {
            trial[free[k]] = bounds.clip(free[k], place[free[k]] + step[k] / scale[k]);
        }
    }

    /** The length of a move in the units of the radius. */
    double length(double[] place, double[] trial) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            double moved = (trial[free[k]] - place[free[k]]) * scale[k];
            sum += moved * moved;
        }
        return Math.sqrt(sum);
    }

    private void findStep(double radius) {
        if (solve(0) && norm(step) <= radius) {
            return;
        }
        double steepest = norm(gradient);
        double low = 0;
        double high = steepest / radius + rowSum();
        double shift = cholesky.factor(hessian, count, 0) ? 0 : high * 1e-3;
        for (int tries = 0; tries < MOST_SHIFTS; tries++) {
            if (!solve(shift)) {
                low = shift;
                shift = Math.max(1e-3 * high, Math.sqrt(low * high));
                shift = shift > low ? shift : (low + high) / 2;
                continue;
            }
            double length = norm(step);
            if (Math.abs(length - radius) <= SLACK * radius || high - low <= 1e-12 * high) {
                return;
            }
            if (length > radius) {
                low = shift;
            } else {
                high = shift;
            }
            // Newton on 1/length, which is nearly linear in the shift.
            System.arraycopy(step, 0, work, 0, count);
            cholesky.solveLower(work);
            double slope = norm(work);
            shift += length * length / (slope * slope) * ((length - radius) / radius);
            if (!(shift > low && shift < high)) {
                shift = (low + high) / 2;
            }
        }
        solve(high);
    }

    private boolean solve(double shift) {
        if (!cholesky.factor(hessian, count, shift)) {
            return false;
        }
        for (int k = 0; k < count; k++) {
            step[k] = -gradient[k];
        }
        cholesky.solve(step);
        return true;
    }

    private double norm(double[] vector) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += vector[k] * vector[k];
        }
        return Math.sqrt(sum);
    }

    /** No eigenvalue is below its negative (Gershgorin). */
    private double rowSum() {
        double largest = 0;
        for (int k = 0; k < count; k++) {
            double sum = 0;
            for (int l = 0; l < count; l++) {
                sum += Math.abs(hessian[k][l]);
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }
}
