package org.sparselaw.pipeline.text.language;

import java.util.Arrays;
import org.sparselaw.pipeline.text.language.Lexicon.Kind;

/**
 * A generator of documents. Document i is a function of the configured seed, the shape of the language and i, whatever was
 * asked for before. Safe for use by several threads.
 */
public final class ArtificialLanguage {
    private static final double EXPONENT = 1.05;
    private static final double SHIFT = 2.7; // of Mandelbrot's law, as for English
    private static final double TWO_TOPICS = .4;
    private static final int PARAGRAPH = 6; // sentences, on average

    private final LanguageConfig config;
    private final Lexicon lexicon;
    private final Inflection inflection;
    private final Zipf[] frequencies;
    private final Zipf topicFrequencies;

    public ArtificialLanguage(LanguageConfig config) {
        this.config = config;
        this.lexicon = new Lexicon(config.seed(), config.words());
        this.inflection = new Inflection(lexicon);
        this.frequencies = Arrays.stream(Kind.values())
                .map(kind -> new Zipf(lexicon.size(kind), EXPONENT, SHIFT))
                .toArray(Zipf[]::new);
        this.topicFrequencies = new Zipf(config.topics(), .5, 1);
    }

    /** @param i from 0 */
    public String document(long i) {
        Random64 random = Random64.of(config.seed(), i);
        Topic[] topics = new Topic[random.chance(TWO_TOPICS) ? 2 : 1];
        for (int t = 0; t < topics.length; t++) {
            topics[t] = new Topic(lexicon, Random64.of(~config.seed(), topicFrequencies.draw(random)));
        }
        Sentences sentences = new Sentences(inflection, new Discourse(lexicon, frequencies, topics, random), random);
        int count = Math.max(1, config.sentences() / 2) + random.below(config.sentences() + 1);
        for (int s = 0; s < count; s++) {
            sentences.sentence();
            if (random.below(PARAGRAPH) == 0) {
                sentences.paragraph();
            }
        }
        return sentences.text();
    }
}
