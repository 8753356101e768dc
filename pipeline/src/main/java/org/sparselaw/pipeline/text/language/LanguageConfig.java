package org.sparselaw.pipeline.text.language;

import java.io.Serializable;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * A text of artificial language.
 *
 * @param documents how many; more of them begin with the same ones
 * @param seed of the language and of its documents
 * @param words number of stems: nouns, verbs, adjectives, adverbs and names
 * @param topics number of topics; a document has one or two
 * @param sentences mean number a document; a document has from half to one and a half times as many
 */
public record LanguageConfig(
        @Range("[1, inf)") long documents,
        @Default("1") long seed,
        @Default("8000") @Range("[100, 1000000]") int words,
        @Default("64") @Range("[1, 10000]") int topics,
        @Default("40") @Range("[2, 100000]") int sentences)
        implements Serializable {}
