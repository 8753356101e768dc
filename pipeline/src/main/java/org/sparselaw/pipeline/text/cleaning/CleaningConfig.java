package org.sparselaw.pipeline.text.cleaning;

import java.io.Serializable;
import java.util.List;
import org.sparselaw.config.Default;

/**
 * How documents are cleaned.
 *
 * @param rules in the order in which they are applied; none by default
 * @param keepDropped whether the texts that rules drop are kept with the rejected records; otherwise they are only counted
 */
public record CleaningConfig(
        @Default("[]") List<Rule> rules, @Default("false") boolean keepDropped) implements Serializable {
    public CleaningConfig {
        rules = List.copyOf(rules);
    }
}
