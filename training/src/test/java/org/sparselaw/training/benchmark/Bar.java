package org.sparselaw.training.benchmark;

/** Figures that are held against a bar: {@code training/src/gpu/run} reads these lines, and says which hold. */
final class Bar {
    private Bar() {}

    static void atMost(String name, double value, double limit) {
        print(name, value, "at-most", limit);
    }

    static void atLeast(String name, double value, double limit) {
        print(name, value, "at-least", limit);
    }

    private static void print(String name, double value, String kind, double limit) {
        System.out.println(String.join("\t", "BAR", name, Double.toString(value), kind, Double.toString(limit)));
    }
}
