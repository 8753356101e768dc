package org.sparselaw.pipeline.text.language;

import org.sparselaw.pipeline.text.language.Inflection.Referent;
import org.sparselaw.pipeline.text.language.Lexicon.Kind;

/** What a document is about, and so which words come next: its topics, tense, hero, place and theme. */
final class Discourse {
    private static final double TOPICAL = .7;
    private static final double FACTUAL = .75;
    private static final double PLURAL = .3;

    private final Lexicon lexicon;
    private final Zipf[] frequencies;
    private final Random64 random;
    private final Topic[] topics;
    private final Referent hero;
    private final Referent place;
    private final Referent theme;
    private final int tense;
    private Referent last;

    Discourse(Lexicon lexicon, Zipf[] frequencies, Topic[] topics, Random64 random) {
        this.lexicon = lexicon;
        this.frequencies = frequencies;
        this.random = random;
        this.topics = topics;
        this.hero = new Referent(Kind.NAME, random.below(lexicon.size(Kind.NAME)), false);
        this.place = new Referent(Kind.NAME, random.below(lexicon.size(Kind.NAME)), false);
        this.theme = new Referent(Kind.NOUN, random.below(lexicon.size(Kind.NOUN)), random.chance(PLURAL));
        this.tense = random.below(Inflection.TENSE_COUNT);
        this.last = theme;
    }

    int tense() {
        return tense;
    }

    Referent hero() {
        return hero;
    }

    Referent place() {
        return place;
    }

    /** What the next sentence is about: often the object of the one before. */
    Referent subject() {
        double choice = random.share();
        if (choice < .25) {
            return hero;
        }
        if (choice < .35) {
            return theme;
        }
        return choice < .6 ? last : noun(draw(Kind.NOUN));
    }

    /** What a verb is done to: one of the few nouns that go with it, or one of the topic. */
    Referent object(int verb) {
        last = noun(random.chance(FACTUAL) ? lexicon.companion(Kind.VERB, verb, Kind.NOUN, random) : draw(Kind.NOUN));
        return last;
    }

    /** A noun of the topic. */
    Referent any() {
        return noun(draw(Kind.NOUN));
    }

    /** A word of a kind to go with another word. */
    int companion(Kind of, int word, Kind wanted) {
        return random.chance(FACTUAL) ? lexicon.companion(of, word, wanted, random) : draw(wanted);
    }

    private Referent noun(int word) {
        return new Referent(Kind.NOUN, word, random.chance(PLURAL));
    }

    private int draw(Kind kind) {
        int rank = frequencies[kind.index()].draw(random);
        return random.chance(TOPICAL) ? topics[random.below(topics.length)].word(kind, rank) : rank;
    }
}
