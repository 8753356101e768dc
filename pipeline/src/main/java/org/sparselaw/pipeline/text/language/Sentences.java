package org.sparselaw.pipeline.text.language;

import java.util.Set;
import org.sparselaw.pipeline.text.language.Inflection.Referent;
import org.sparselaw.pipeline.text.language.Lexicon.Kind;

/**
 * Writes the sentences of one document.
 *
 * <pre>
 * sentence    = clause | "sel" clause "les" clause | "dum" clause "mud" clause
 * clause      = noun phrase [relative] verb [adverb] noun phrase [place]
 * noun phrase = article [adjective] noun [aside] | name | pronoun
 * relative    = "," "ke" verb noun phrase [place] ","
 * aside       = "(" noun phrase ")" | "[" noun phrase "]"
 * </pre>
 *
 * The verb agrees with the subject, over the aside and the relative clause between them; a verb of the relative clause
 * agrees with the same subject.
 */
final class Sentences {
    /** Words of the grammar itself. */
    static final Set<String> RESERVED = Set.of("sel", "les", "dum", "mud", "ke", "per", "sub", "kon", "ante", "trans");

    private static final String[][] PAIRED_WORDS = {{"sel", "les"}, {"dum", "mud"}};
    private static final String[] BRACKETS = {"()", "[]"};
    private static final String[] PREPOSITIONS = {"per", "sub", "kon", "ante", "trans"};

    private final Inflection inflection;
    private final Discourse discourse;
    private final Random64 random;
    private final StringBuilder text = new StringBuilder();
    private boolean heroKnown;

    Sentences(Inflection inflection, Discourse discourse, Random64 random) {
        this.inflection = inflection;
        this.discourse = discourse;
        this.random = random;
    }

    void sentence() {
        int start = text.length() + (text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? 0 : 1);
        if (random.chance(.15)) {
            String[] pair = PAIRED_WORDS[random.below(PAIRED_WORDS.length)];
            word(pair[0]);
            clause();
            word(pair[1]);
        }
        clause();
        text.setCharAt(start, Character.toUpperCase(text.charAt(start)));
        text.append('.');
    }

    void paragraph() {
        text.append('\n');
    }

    private void clause() {
        Referent subject = discourse.subject();
        nounPhrase(subject);
        if (subject.kind() == Kind.NOUN && random.chance(.15)) {
            aside();
        }
        if (random.chance(.25)) {
            text.append(',');
            word("ke");
            predicate(subject);
            text.append(',');
        }
        predicate(subject);
    }

    private void predicate(Referent subject) {
        int verb = discourse.companion(subject.kind(), subject.word(), Kind.VERB);
        word(inflection.verb(verb, subject, discourse.tense()));
        if (random.chance(.2)) {
            word(inflection.adverb(discourse.companion(Kind.VERB, verb, Kind.ADVERB)));
        }
        nounPhrase(discourse.object(verb));
        if (random.chance(.2)) {
            Referent where = random.chance(.4) ? discourse.place() : discourse.any();
            // which preposition is a fact about the noun
            word(PREPOSITIONS[Math.floorMod(Random64.mix(where.word()), PREPOSITIONS.length)]);
            nounPhrase(where);
        }
    }

    private void nounPhrase(Referent of) {
        if (of.kind() == Kind.NAME) {
            boolean known = heroKnown && of.equals(discourse.hero()) && random.chance(.5);
            heroKnown |= of.equals(discourse.hero());
            word(known ? inflection.pronoun(of) : inflection.noun(of));
            return;
        }
        word(inflection.article(of));
        if (random.chance(.45)) {
            word(inflection.adjective(discourse.companion(Kind.NOUN, of.word(), Kind.ADJECTIVE), of));
        }
        word(inflection.noun(of));
    }

    private void aside() {
        String brackets = BRACKETS[random.below(BRACKETS.length)];
        text.append(' ').append(brackets.charAt(0));
        nounPhrase(discourse.any());
        text.append(brackets.charAt(1));
    }

    private void word(String word) {
        char before = text.isEmpty() ? '\n' : text.charAt(text.length() - 1);
        if (before != '\n' && before != '(' && before != '[') {
            text.append(' ');
        }
        text.append(word);
    }

    /** What was written. */
    String text() {
        return text.toString().strip();
    }
}
