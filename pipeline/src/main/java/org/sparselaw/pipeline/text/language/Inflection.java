package org.sparselaw.pipeline.text.language;

import org.sparselaw.pipeline.text.language.Lexicon.Kind;

/** The forms of words: what class, number and tense do to them. */
final class Inflection {
    private static final String[] CLASS_VOWELS = {"o", "a", "i", "u"};
    private static final String[] TENSES = {"", "ev", "il"};

    /** Number of tenses. */
    static final int TENSE_COUNT = TENSES.length;

    private final Lexicon lexicon;

    Inflection(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * What a phrase is about.
     *
     * @param kind noun or name; names are singular
     */
    record Referent(Kind kind, int word, boolean plural) {}

    private String vowel(Referent of) {
        return CLASS_VOWELS[lexicon.classOf(of.kind(), of.word())];
    }

    /** {@code lo}, plural {@code los}. */
    String article(Referent of) {
        return "l" + vowel(of) + (of.plural() ? "s" : "");
    }

    /** {@code ho}. */
    String pronoun(Referent of) {
        return "h" + vowel(of);
    }

    String noun(Referent of) {
        String stem = lexicon.stem(of.kind(), of.word());
        return of.kind() == Kind.NAME
                ? Character.toUpperCase(stem.charAt(0)) + stem.substring(1)
                : stem + (of.plural() ? "en" : "");
    }

    /** Agrees with its noun in class and number. */
    String adjective(int word, Referent noun) {
        return lexicon.stem(Kind.ADJECTIVE, word) + vowel(noun) + (noun.plural() ? "s" : "");
    }

    /** Agrees with its subject in class and number. */
    String verb(int word, Referent subject, int tense) {
        return lexicon.stem(Kind.VERB, word) + TENSES[tense] + vowel(subject) + (subject.plural() ? "nt" : "t");
    }

    String adverb(int word) {
        return lexicon.stem(Kind.ADVERB, word) + "ek";
    }
}
