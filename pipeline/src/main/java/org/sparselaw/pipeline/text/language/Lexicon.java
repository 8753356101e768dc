package org.sparselaw.pipeline.text.language;

/**
 * The words of the language, by rank of frequency in their kind, and the facts about them: the class of each noun and name,
 * and what goes with what. Facts are hashes, so they take no memory here, but all of it in a model that learns them.
 */
final class Lexicon {
    /** Noun classes, as genders: they decide the article and the endings of adjectives and verbs. */
    static final int CLASSES = 4;

    /** Words of each kind that go with a word. */
    private static final int COMPANIONS = 6;

    enum Kind {
        NOUN(0, .45, 1),
        VERB(1, .20, 1),
        ADJECTIVE(2, .20, 1),
        ADVERB(3, .05, 2),
        NAME(4, .10, 2);

        private final int index;
        private final double share;
        private final int syllables;

        Kind(int index, double share, int syllables) {
            this.index = index;
            this.share = share;
            this.syllables = syllables;
        }

        /** The place of this kind in arrays, and in the hashes of facts. */
        int index() {
            return index;
        }
    }

    private final long seed;
    private final String[][] stems = new String[Kind.values().length][];

    Lexicon(long seed, int words) {
        this.seed = seed;
        Spelling spelling = new Spelling(Random64.of(seed, -1), Sentences.RESERVED);
        for (Kind kind : Kind.values()) {
            String[] of = new String[(int) Math.max(10, kind.share * words)];
            for (int rank = 0; rank < of.length; rank++) {
                int rarer = rank > of.length / 3 ? 1 : 0;
                of[rank] = spelling.word(kind.syllables + rarer);
            }
            stems[kind.index] = of;
        }
    }

    int size(Kind kind) {
        return stems[kind.index].length;
    }

    String stem(Kind kind, int word) {
        return stems[kind.index][word];
    }

    /** The class of a noun or name, in [0, {@link #CLASSES}). */
    int classOf(Kind kind, int word) {
        return (int) Long.remainderUnsigned(hash(kind.index, word, 0), CLASSES);
    }

    /** One of the few words of a kind that go with a word; the first ones go with it more often. */
    int companion(Kind of, int word, Kind wanted, Random64 random) {
        int slot = Math.min(random.below(COMPANIONS), random.below(COMPANIONS));
        long hash = hash(of.index * 8 + wanted.index + 64, word, slot + 1);
        return (int) Long.remainderUnsigned(hash, size(wanted));
    }

    private long hash(int relation, int word, int slot) {
        return Random64.mix(Random64.mix(Random64.mix(seed ^ 0x5bd1e995L) + relation) + ((long) word << 8) + slot);
    }
}
