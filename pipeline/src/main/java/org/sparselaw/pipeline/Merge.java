package org.sparselaw.pipeline;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.sparselaw.pipeline.Duplicates.Reason;
import org.sparselaw.pipeline.text.duplicates.SentenceSpans;

/** Goes through the documents of a shard and what is to be taken from them, both in the order of keys. */
final class Merge implements Iterator<Remaining> {
    private final Iterator<Row> documents;
    private final Iterator<Row> removals;
    private final boolean dropCopies;
    private final int span;
    private Row removal;
    private String previous;

    /**
     * @param documents rows of {@link Placement#ROW}, equal texts one after the other
     * @param removals rows of {@link Removal#ROW}, by key and sentence
     * @param dropCopies whether one of equal texts stays, or all
     * @param span sentences that a removal takes away, unless it takes all
     */
    Merge(Iterator<Row> documents, Iterator<Row> removals, boolean dropCopies, int span) {
        this.documents = documents;
        this.removals = removals;
        this.dropCopies = dropCopies;
        this.span = span;
        advance();
    }

    @Override
    public boolean hasNext() {
        return documents.hasNext();
    }

    @Override
    public Remaining next() {
        Row document = documents.next();
        String text = document.getString(Placement.TEXT);
        boolean copy = dropCopies && text.equals(previous);
        previous = text;
        if (copy) {
            return Remaining.dropped(document, Reason.DUPLICATE);
        }
        boolean all = false;
        BitSet sentences = new BitSet();
        for (; isFor(document); advance()) {
            int sentence = removal.getInt(Removal.SENTENCE);
            if (sentence == Removal.ALL) {
                all = true;
            } else {
                sentences.set(sentence);
            }
        }
        if (all) {
            return Remaining.dropped(document, Reason.NEAR_DUPLICATE);
        }
        String left = sentences.isEmpty() ? text : new SentenceSpans(text, span).without(sentences);
        return left.isEmpty()
                ? Remaining.dropped(document, Reason.REPEATED_SPANS)
                : new Remaining(document, left, Optional.empty());
    }

    private boolean isFor(Row document) {
        return removal != null
                && Arrays.equals(removal.<byte[]>getAs(Removal.KEY), document.<byte[]>getAs(Placement.KEY));
    }

    private void advance() {
        removal = removals.hasNext() ? removals.next() : null;
    }
}
