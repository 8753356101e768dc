package org.sparselaw.analysis.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparselaw.analysis.steps.LossPolicy.Choice;

class TestTrajectory {
    /** Broke off after step 400 and was resumed after step 200: 300 and 400 were written twice. */
    private static final double[][] RESUMED = {
        {100, 5, 0}, {200, 4, 0}, {300, 1, 0}, {400, 2, 0}, {300, 3.5, 1}, {400, 3, 1}, {500, 3.25, 1}
    };

    @Test
    void theLastStepCounts() {
        assertThat(loss(Choice.LAST, 10, RESUMED)).hasValue(3.25);
    }

    @Test
    void theMeanIsOverTheLastStepsEachCountedOnce() {
        assertThat(loss(Choice.MEAN, 3, RESUMED)).hasValue((3.5 + 3 + 3.25) / 3);
        assertThat(loss(Choice.MEAN, 10, RESUMED)).hasValue((5 + 4 + 3.5 + 3 + 3.25) / 5);
    }

    @Test
    void theLeastLossIsNotOneThatWasReplaced() {
        assertThat(loss(Choice.MINIMUM, 10, RESUMED)).hasValue(3);
    }

    @Test
    void aLeastLossInBoundedMemoryKnowsWhenItMayBeWrong() {
        Trajectory run = Trajectory.bounded(new LossPolicy(Choice.MINIMUM, 10, 100));
        for (int i = 0; i < 4; i++) {
            run.addValidated((long) RESUMED[i][0], RESUMED[i][1], 0);
        }
        assertThat(run.certain()).isTrue();
        assertThat(run.loss()).hasValue(1);
        run.addValidated(300, 3.5, 1);
        assertThat(run.certain()).isFalse();
    }

    @Test
    void partsWhoseStepsDoNotOverlapAreCertain() {
        Trajectory early = Trajectory.bounded(new LossPolicy(Choice.MINIMUM, 10, 100));
        Trajectory late = Trajectory.bounded(new LossPolicy(Choice.MINIMUM, 10, 100));
        early.addValidated(1, 4, 0);
        early.addValidated(5, 3, 0);
        late.addValidated(6, 3.5, 1);
        late.addValidated(9, 2.5, 1);
        late.merge(early);
        assertThat(late.certain()).isTrue();
        assertThat(late.loss()).hasValue(2.5);
    }

    @Test
    void withinAPartTheLaterWritingCounts() {
        assertThat(loss(Choice.LAST, 10, new double[][] {{7, 3, 0}, {7, 2, 0}})).hasValue(2);
    }

    @Test
    void nothingValidatedIsNoLoss() {
        for (Choice choice : Choice.values()) {
            assertThat(loss(choice, 10, new double[0][])).isEmpty();
        }
    }

    /** Against the rule written out: a map from step to its last writing, for random runs cut into parts in any order. */
    @ParameterizedTest
    @EnumSource(Choice.class)
    void anyCutAndOrderOfPartsGivesTheSame(Choice choice) {
        LossPolicy policy = new LossPolicy(choice, 4, 100);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int parts = 1 + random.nextInt(5);
            Map<Long, double[]> rule = new HashMap<>();
            List<Trajectory> exact = new ArrayList<>();
            List<Trajectory> bounded = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                Trajectory one = Trajectory.exact(policy);
                Trajectory other = Trajectory.bounded(policy);
                long step = random.nextInt(20);
                for (int i = random.nextInt(12); i > 0; i--) {
                    double loss = 2 + random.nextInt(1000) / 500.0;
                    rule.put(step, new double[] {loss});
                    one.addValidated(step, loss, part);
                    other.addValidated(step, loss, part);
                    step += 1 - (random.nextInt(6) == 0 ? 3 : 0);
                }
                exact.add(one);
                bounded.add(other);
            }
            List<Long> steps = rule.keySet().stream().sorted().toList();
            int from = choice == Choice.MEAN ? Math.max(0, steps.size() - 4) : Math.max(0, steps.size() - 1);
            OptionalDouble expected = choice == Choice.MINIMUM
                    ? rule.values().stream().mapToDouble(loss -> loss[0]).min()
                    : mean(steps.subList(from, steps.size()), rule);
            assertThat(merged(exact, random).loss()).isEqualTo(expected);
            Trajectory least = merged(bounded, random);
            if (least.certain()) {
                assertThat(least.loss()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aRunReachesItsEndWithinOneStepOfItsRecord() {
        Trajectory every = Trajectory.bounded(LossPolicy.DEFAULT);
        every.add(98, 3, 0);
        every.add(99, 3, 0);
        assertThat(every.reaches(100)).isTrue(); // counted from 0
        assertThat(every.reaches(101)).isFalse();
        Trajectory seldom = Trajectory.bounded(LossPolicy.DEFAULT);
        seldom.add(0, 3, 0);
        seldom.add(4900, 3, 0);
        seldom.add(4800, 3, 0);
        seldom.add(4900, 3, 1);
        assertThat(seldom.reaches(5000)).isTrue(); // recorded every 100 steps
        assertThat(seldom.reaches(5001)).isFalse();
    }

    @Test
    void aLossThatEndsUnsoundIsADivergence() {
        Trajectory run = Trajectory.bounded(LossPolicy.DEFAULT);
        run.add(1, Double.NaN, 0);
        run.add(2, 4, 0);
        run.addValidated(2, 4, 0);
        assertThat(run.divergence()).isNull(); // it came back
        run.add(3, 100, 0);
        assertThat(run.divergence()).isEqualTo("loss 100.0 at step 3");
        run.add(3, 5, 1);
        assertThat(run.divergence()).isNull(); // the step was written again
        run.addValidated(3, Double.NaN, 1);
        assertThat(run.divergence()).isEqualTo("validation loss NaN");
    }

    private static OptionalDouble loss(Choice choice, int steps, double[][] rows) {
        Trajectory run = Trajectory.exact(new LossPolicy(choice, steps, 100));
        for (double[] row : rows) {
            run.addValidated((long) row[0], row[1], (long) row[2]);
        }
        return run.loss();
    }

    private static OptionalDouble mean(List<Long> steps, Map<Long, double[]> losses) {
        double sum = 0;
        for (long step : steps) {
            sum += losses.get(step)[0];
        }
        return steps.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum / steps.size());
    }

    private static Trajectory merged(List<Trajectory> parts, Random random) {
        Collections.shuffle(parts, random);
        return parts.stream().reduce(Trajectory::merge).orElseThrow();
    }
}
