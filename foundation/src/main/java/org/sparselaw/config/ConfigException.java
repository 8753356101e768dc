package org.sparselaw.config;

import java.util.List;
import org.sparselaw.job.UsageException;

/** Everything that is wrong with a configuration, a line each: the dotted path, the value, and what would be right. */
public final class ConfigException extends UsageException {
    private final List<String> problems;

    ConfigException(String source, List<String> problems) {
        super(problems.stream()
                .map(p -> source + ": " + p)
                .reduce((a, b) -> a + "\n" + b)
                .orElse(source));
        this.problems = List.copyOf(problems);
    }

    /** The problems without the name of their source, in the order of the configuration's keys. */
    public List<String> problems() {
        return problems;
    }
}
