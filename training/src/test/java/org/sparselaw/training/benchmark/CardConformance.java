package org.sparselaw.training.benchmark;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.sparselaw.training.device.BitRecord;

/** The conformance tests on the card alone, twice, with the same bits both times. */
final class CardConformance {
    private static final List<String> TESTS = List.of(
            "device.TestMatmul",
            "device.TestFlatKernels",
            "device.TestRowKernels",
            "device.TestVisionKernels",
            "device.TestAttention",
            "device.TestPruningKernels",
            "device.TestMagnitudeMask",
            "device.TestUpdateKernels",
            "model.TestModelsOnCuda");
    private static final int SHOWN_FAILURES = 20;

    /** What the tests found, and what the cards computed meanwhile. */
    private record Pass(TestExecutionSummary summary, List<Integer> digests) {}

    private CardConformance() {}

    /** @param arguments tests, such as {@code device.TestMatmul}; none for all */
    public static void main(String[] arguments) {
        List<String> tests = arguments.length == 0 ? TESTS : List.of(arguments);
        Pass first = pass(tests);
        first.summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), SHOWN_FAILURES);
        Pass second = pass(tests);
        System.out.printf(
                "%d tests of %d classes, %d digests of what they computed%n",
                first.summary.getTestsStartedCount(), tests.size(), first.digests.size());
        Bar.atLeast("tests that ran", (double) first.summary.getTestsStartedCount(), 2 * tests.size());
        Bar.atMost("tests that failed", (double) first.summary.getTotalFailureCount(), 0);
        Bar.atMost("digests that differ the second time", differences(first.digests, second.digests), 0);
    }

    private static Pass pass(List<String> tests) {
        LauncherDiscoveryRequest request = request()
                .selectors(tests.stream()
                        .map(test -> selectClass("org.sparselaw.training." + test))
                        .toList())
                .build();
        BitRecord record = BitRecord.begin();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return new Pass(listener.getSummary(), record.digests());
    }

    /** Where one is longer, the rest counts as different. */
    private static int differences(List<Integer> some, List<Integer> others) {
        int differences = Math.abs(some.size() - others.size());
        for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
            differences += some.get(i).equals(others.get(i)) ? 0 : 1;
        }
        return differences;
    }
}
