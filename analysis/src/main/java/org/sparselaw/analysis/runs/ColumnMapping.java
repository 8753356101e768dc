package org.sparselaw.analysis.runs;

import java.util.Optional;

/**
 * How a run table of any other origin is read: Spark SQL expressions over its columns, for example {@code steps * 128 * 512}.
 * A column whose name is not a plain word is written in backticks; fields of nested records are columns called
 * {@code `outer.inner`}. In expressions that stand for numbers, text is the number that it spells, or null where it spells
 * none; {@code `x as text`} is the column as it is.
 *
 * @param sparsity S in [0, 1)
 * @param nonZeros N, non-zero parameters
 * @param data D, in the data unit of the fit
 * @param loss final validation loss; absent where it comes from a table of steps
 * @param run an id for each row; without it rows are called {@code row 1}, {@code row 2}, ...
 * @param where a condition; rows that do not meet it are no runs
 * @param status {@code finished} or {@code diverged}, in any case; anything else is a run that did not finish
 * @param study what the run belongs to
 * @param family of models
 * @param pattern of sparsity
 * @param strategy of pruning
 * @param steps planned
 * @param batch windows or images a step
 * @param seed of the run
 */
public record ColumnMapping(
        String sparsity,
        String nonZeros,
        String data,
        Optional<String> loss,
        Optional<String> run,
        Optional<String> where,
        Optional<String> status,
        Optional<String> study,
        Optional<String> family,
        Optional<String> pattern,
        Optional<String> strategy,
        Optional<String> steps,
        Optional<String> batch,
        Optional<String> seed) {

    /** The columns that a law is fitted to, and nothing else. */
    public static ColumnMapping of(String sparsity, String nonZeros, String data, String loss) {
        Optional<String> none = Optional.empty();
        return new ColumnMapping(
                sparsity,
                nonZeros,
                data,
                Optional.of(loss),
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none);
    }
}
