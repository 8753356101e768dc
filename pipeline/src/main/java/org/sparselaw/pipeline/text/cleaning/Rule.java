package org.sparselaw.pipeline.text.cleaning;

import java.io.Serializable;
import org.sparselaw.config.Variant;

/**
 * A rule of cleaning with its limits, which are the published ones unless others are given. Rules of C4 are those of Raffel et al.
 * (2020), section 2.2, in the reading of TensorFlow Datasets' {@code c4_utils}; those of Gopher are in Rae et al. (2021), appendix
 * A1.1. Words are what white space separates.
 */
public sealed interface Rule extends Serializable
        permits TerminalPunctuation,
                ShortLines,
                LongWords,
                JavaScriptLines,
                PolicyLines,
                Citations,
                Languages,
                LoremIpsum,
                CurlyBraces,
                FewSentences,
                UnwantedWords,
                WordCount,
                WordLength,
                Symbols,
                BulletLines,
                EllipsisLines,
                AlphabeticWords,
                StopWords,
                RepeatedLines,
                RepeatedParagraphs,
                FrequentNgrams,
                RepeatedNgrams {
    /** What is left of a text: the text itself when there is nothing to change, and nothing when the document is dropped. */
    String clean(String text);

    /** As in configurations, manifests and rejected records. */
    default String code() {
        return getClass().getAnnotation(Variant.class).value();
    }
}
