package org.sparselaw.training.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A way to sparsity in a word, as the grid of a sweep and the run table have it: {@code gradual}, {@code one-shot},
 * {@code constant}, {@code acdc}, {@code straight-through}, {@code rigl}, {@code set}, {@code pretrained}; joined with + where
 * one does not say it all: {@code pretrained+one-shot}.
 */
record Strategy(Start start, Method method, Schedule schedule) {
    /** Where the weights of a sparse run come from. */
    enum Start {
        SCRATCH,
        PRETRAINED
    }

    /** As {@link org.sparselaw.training.prune.PruningMethod} has them. */
    enum Method {
        MAGNITUDE,
        STRAIGHT_THROUGH,
        RIGL,
        SET;

        boolean isDropAndGrow() {
            return this == RIGL || this == SET;
        }

        Schedule usual() {
            return isDropAndGrow() ? Schedule.CONSTANT : Schedule.GRADUAL;
        }
    }

    /** As {@link org.sparselaw.training.prune.PruningSchedule} has them. */
    enum Schedule {
        GRADUAL,
        ONE_SHOT,
        CONSTANT,
        ACDC
    }

    /** @throws IllegalArgumentException for a word that is none of those above */
    static Strategy parse(String text) {
        Start start = Start.SCRATCH;
        Method method = Method.MAGNITUDE;
        Schedule schedule = null;
        for (String word : text.split("\\+", -1)) {
            if (word.equals(name(Start.PRETRAINED))) {
                start = Start.PRETRAINED;
            } else if (named(Schedule.values(), word) != null) {
                schedule = named(Schedule.values(), word);
            } else if (named(Method.values(), word) != null) {
                method = named(Method.values(), word);
            } else {
                throw new IllegalArgumentException("strategy '" + word + "' is not allowed (must be one of gradual,"
                        + " one-shot, constant, acdc, straight-through, rigl, set, pretrained, or some of them joined"
                        + " with +)");
            }
        }
        return new Strategy(start, method, schedule == null ? method.usual() : schedule);
    }

    private static <E extends Enum<E>> E named(E[] all, String word) {
        return Arrays.stream(all).filter(e -> name(e).equals(word)).findFirst().orElse(null);
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (start == Start.PRETRAINED) {
            words.add(name(start));
        }
        if (method != Method.MAGNITUDE) {
            words.add(name(method));
        }
        if (words.isEmpty() || schedule != method.usual()) {
            words.add(name(schedule));
        }
        return String.join("+", words);
    }
}
