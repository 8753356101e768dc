package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;
import org.sparselaw.pipeline.text.Sentences;

/**
 * C4: documents of less than three sentences are dropped. Deviation: what a sentence is, see {@link Sentences}.
 *
 * @param sentences a document must have
 */
@Variant(key = "rule", value = "few-sentences")
public record FewSentences(@Default("3") @Range("[1, 1000]") int sentences) implements Rule {
    @Override
    public String clean(String text) {
        return Sentences.of(text).count() >= sentences ? text : "";
    }
}
