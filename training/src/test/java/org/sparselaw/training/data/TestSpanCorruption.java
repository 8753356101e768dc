package org.sparselaw.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.training.data.Objective.Example;

class TestSpanCorruption {
    private static final int VOCABULARY = 32_100;
    private static final int END = 1;

    /** 568: T5's own numbers. The others by hand: noise round(.15 w), spans round(noise / 3), halves to even. */
    @ParameterizedTest
    @CsvSource({"568, 512, 114", "142, 129, 29", "20, 19, 5", "10, 10, 4", "2, 3, 3"})
    void lengthsAreThoseOfT5(int window, int inputs, int targets) {
        SpanCorruption corruption = new SpanCorruption(window, VOCABULARY, END);
        assertThat(corruption.inputsLength()).isEqualTo(inputs);
        assertThat(corruption.targetsLength()).isEqualTo(targets);
        Example example = corruption.example(window(window), 1);
        assertThat(example.inputs()).hasSize(inputs);
        assertThat(example.targets()).hasSize(targets);
    }

    @Test
    void oneSpanLeavesItsSentinelBetweenTheTexts() {
        // 20 tokens: 3 of noise in 1 span, so text then span; where the text ends is the only thing fixed (at 17).
        Example example = new SpanCorruption(20, VOCABULARY, END).example(window(20), 1);
        int[] text = Arrays.copyOf(window(20), 17);
        assertThat(Arrays.copyOf(example.inputs(), 17)).isEqualTo(text);
        assertThat(Arrays.copyOfRange(example.inputs(), 17, 19)).containsExactly(VOCABULARY - 1, END);
        assertThat(example.targets()).containsExactly(VOCABULARY - 1, 117, 118, 119, END);
    }

    @Test
    void inputsAndTargetsGiveBackTheWindow() {
        Random random = new Random(17);
        for (int length = 2; length <= 700; length++) {
            SpanCorruption corruption = new SpanCorruption(length, VOCABULARY, END);
            Example example = corruption.example(window(length), random.nextLong(), 3, 4);
            assertThat(restore(example, VOCABULARY - corruption.spans()))
                    .as("window of %d", length)
                    .isEqualTo(window(length));
        }
    }

    @Test
    void everyCutIsAsLikelyAsAnyOther() {
        // 34 tokens: 5 of noise in 2 spans, so 4 ways to cut the noise.
        SpanCorruption corruption = new SpanCorruption(34, VOCABULARY, END);
        Map<Integer, Integer> firstSpans = new HashMap<>();
        for (int seed = 0; seed < 4_000; seed++) {
            int[] targets = corruption.example(window(34), seed).targets();
            int first = IntStream.range(1, targets.length)
                    .filter(i -> targets[i] == VOCABULARY - 2)
                    .findFirst()
                    .orElseThrow();
            firstSpans.merge(first - 1, 1, Integer::sum);
        }
        assertThat(firstSpans).containsOnlyKeys(1, 2, 3, 4);
        // Binomial(4000, 1/4): five standard deviations are 137.
        assertThat(firstSpans.values()).allSatisfy(n -> assertThat(n).isBetween(863, 1137));
    }

    @Test
    void theKeyAloneDecidesTheSpans() {
        SpanCorruption corruption = new SpanCorruption(568, VOCABULARY, END);
        Set<List<Integer>> distinct = new HashSet<>();
        for (long[] key : new long[][] {{1, 2}, {2, 1}, {1, 2, 0}, {1, 3}, {1, 2}}) {
            distinct.add(Arrays.stream(corruption.example(window(568), key).inputs())
                    .boxed()
                    .toList());
        }
        assertThat(distinct).hasSize(4);
    }

    @Test
    void aWindowOfOneTokenIsRefused() {
        assertThatThrownBy(() -> new SpanCorruption(1, VOCABULARY, END))
                .hasMessage("Invalid window: 1 tokens (must be at least 2)");
    }

    private static int[] window(int length) {
        return IntStream.range(100, 100 + length).toArray();
    }

    /** Puts each span of the targets in the place of its sentinel. */
    private static int[] restore(Example example, int lowestSentinel) {
        Map<Integer, List<Integer>> spans = new HashMap<>();
        List<Integer> current = new ArrayList<>();
        for (int token : example.targets()) {
            if (token >= lowestSentinel) {
                current = new ArrayList<>();
                spans.put(token, current);
            } else if (token != END) {
                current.add(token);
            }
        }
        return Arrays.stream(example.inputs())
                .filter(token -> token != END)
                .flatMap(token ->
                        token >= lowestSentinel ? spans.get(token).stream().mapToInt(i -> i) : IntStream.of(token))
                .toArray();
    }
}
