package org.sparselaw.pipeline.text.cleaning;

import java.util.List;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Documents whose language is none of some are dropped. The language is what Apache OpenNLP finds most probable, of 103, from the
 * beginning of the text.
 *
 * <p>Deviation: C4 keeps what {@code langdetect} takes for English with a probability of .99. OpenNLP's probabilities are spread over
 * more languages and lower, so none is demanded unless it is given.
 *
 * @param languages by the codes of ISO 639-3: {@code eng}
 * @param confidence least probability of the language
 * @param characters of the text that are looked at
 */
@Variant(key = "rule", value = "languages")
public record Languages(
        List<String> languages,
        @Default("0") @Range("[0, 1]") double confidence,
        @Default("1000") @Range("[20, 1000000]") int characters)
        implements Rule {
    public Languages {
        languages = List.copyOf(languages);
        for (String language : languages) {
            if (!LanguageModel.languages().contains(language)) {
                throw new IllegalArgumentException("languages has %s, but must have codes of ISO 639-3 among %s"
                        .formatted(language, String.join(", ", LanguageModel.languages())));
            }
        }
    }

    @Override
    public String clean(String text) {
        LanguageModel.Guess guess = LanguageModel.guess(text.substring(0, Math.min(text.length(), characters)));
        return languages.contains(guess.language()) && guess.probability() >= confidence ? text : "";
    }
}
