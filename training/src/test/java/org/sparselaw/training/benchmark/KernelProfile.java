package org.sparselaw.training.benchmark;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.UpdateKernels;

/** Watches a device: how long each kind of kernel takes, and the floating-point operations of its matrix products. */
final class KernelProfile {
    private static final class Kind {
        private long calls;
        private long nanos;
        private double flop;
    }

    /** The geometry of a product, for running it again alone. */
    record Product(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        double flop() {
            return 2.0 * c.rows() * c.columns() * a.columns();
        }
    }

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Map<Product, Integer> products = new LinkedHashMap<>();

    /** The device, with this profile in between. */
    Device around(Device device) {
        return around(Device.class, device);
    }

    private <T> T around(Class<T> kernels, T real) {
        return kernels.cast(Proxy.newProxyInstance(
                kernels.getClassLoader(), new Class<?>[] {kernels}, (proxy, method, arguments) -> {
                    if (method.isDefault()) {
                        // Made of others, which are counted.
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    long start = System.nanoTime();
                    try {
                        Object result = method.invoke(real, arguments);
                        // Kernels for optimisers come as an object of their own.
                        return result instanceof UpdateKernels updates ? around(UpdateKernels.class, updates) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        record(method.getName(), System.nanoTime() - start, arguments);
                    }
                }));
    }

    private void record(String kernel, long nanos, Object[] arguments) {
        Kind kind = kinds.computeIfAbsent(kernel, k -> new Kind());
        kind.calls++;
        kind.nanos += nanos;
        if (kernel.equals("matmul")) {
            Product product = new Product(
                    (float) arguments[0], (Matrix) arguments[1], (Matrix) arguments[2], (float) arguments[3], (Matrix)
                            arguments[4]);
            kind.flop += product.flop();
            products.merge(product, 1, Integer::sum);
        } else if (kernel.equals("attention") || kernel.equals("attentionBackward")) {
            kind.flop += attentionFlop((AttentionShape) arguments[0], kernel.endsWith("Backward") ? 4 : 2);
        }
    }

    /** Of causal attention only what is seen is counted: a device may do more. */
    private static double attentionFlop(AttentionShape shape, int products) {
        double pairs = shape.visibility() == Visibility.CAUSAL
                ? shape.queries() * (shape.queries() + 1) / 2.0
                : (double) shape.queries() * shape.keys();
        return 2.0 * products * shape.batch() * shape.heads() * pairs * shape.headSize();
    }

    void reset() {
        kinds.clear();
        products.clear();
    }

    /** The products of all steps since the reset, and how often each ran. */
    Map<Product, Integer> products() {
        return products;
    }

    /** FLOP of all matrix products, attention's included. */
    double flop() {
        return kinds.values().stream().mapToDouble(k -> k.flop).sum();
    }

    /** A line a kind of kernel, the longest first. */
    void print(int steps, double stepSeconds) {
        double kernels = kinds.values().stream().mapToDouble(k -> k.nanos / 1e9).sum() / steps;
        System.out.printf(Locale.ROOT, "  %-26s %7s %9s %7s %9s%n", "kernel", "calls", "ms", "share", "GFLOP/s");
        kinds.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Kind> e) -> -e.getValue().nanos))
                .filter(e -> e.getValue().nanos > 1e-3 * steps * stepSeconds * 1e9)
                .forEach(e -> print(e.getKey(), e.getValue(), steps, stepSeconds));
        System.out.printf(
                Locale.ROOT,
                "  %-26s %7s %9.2f %6.1f%%%n",
                "outside of kernels",
                "",
                1e3 * (stepSeconds - kernels),
                100 * (stepSeconds - kernels) / stepSeconds);
    }

    private static void print(String name, Kind kind, int steps, double stepSeconds) {
        double seconds = kind.nanos / 1e9 / steps;
        String speed = kind.flop == 0 ? "" : String.format(Locale.ROOT, "%.0f", kind.flop / steps / seconds / 1e9);
        System.out.printf(
                Locale.ROOT,
                "  %-26s %7d %9.2f %6.1f%% %9s%n",
                name,
                kind.calls / steps,
                1e3 * seconds,
                100 * seconds / stepSeconds,
                speed);
    }
}
