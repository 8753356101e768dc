package org.sparselaw.pipeline.shard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a shard set of text holds and what it was made from; {@code manifest.json} in the set's folder.
 *
 * @param format version of this layout, {@link #FORMAT}
 * @param kind of the rows: {@code text}
 * @param window tokens a row
 * @param extraIds sentinel ids above the tokenizer's pieces
 * @param vocabulary number of ids: pieces + extra ids
 * @param endOfSequence the id that follows every document
 * @param lengths number of kept documents with so many tokens, the end of sequence with them, or more, but less than twice as many
 * @param inputs the files the documents came from, in the order of their names
 * @param configuration of the job, as its YAML file would hold it, without the place of the output
 */
public record Manifest(
        int format,
        String kind,
        int window,
        TokenizerFile tokenizer,
        int extraIds,
        int vocabulary,
        int endOfSequence,
        Counts counts,
        Map<Integer, Long> lengths,
        SplitSize train,
        SplitSize validation,
        List<Shard> shards,
        List<Input> inputs,
        Map<String, Object> configuration,
        long seed)
        implements SetManifest {
    public static final int FORMAT = 1;
    public static final String FILE = "manifest.json";
    public static final String KIND = "text";

    /**
     * The tokenizer of the set.
     *
     * @param file name inside the set's folder
     * @param sha256 of the file's bytes
     * @param pieces number of ids it can give
     */
    public record TokenizerFile(String file, String sha256, int pieces) {}

    /**
     * Where everything that was read has gone: read = kept + dropped, tokens = written + left over.
     *
     * @param dropped number of rejected records for each reason, in the order of the reasons
     * @param changed documents, kept or not, from which a rule of cleaning took something away, for each rule
     * @param textBytes of all kept documents, in UTF-8, as they are encoded
     * @param tokens of all kept documents, each with its end of sequence
     * @param tailTokens at the ends of shards, fewer than a window each, that are in no row
     */
    public record Counts(
            long documentsRead,
            long documentsKept,
            Map<String, Long> dropped,
            Map<String, Long> changed,
            long textBytes,
            long tokens,
            long tokensWritten,
            long tailTokens) {
        public Counts {
            dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
            changed = Collections.unmodifiableMap(new TreeMap<>(changed));
            long lost = dropped.values().stream().mapToLong(Long::longValue).sum();
            require(
                    documentsRead == documentsKept + lost,
                    "%d documents read, but %d kept + %d dropped".formatted(documentsRead, documentsKept, lost));
            require(
                    tokens == tokensWritten + tailTokens,
                    "%d tokens, but %d written + %d left over".formatted(tokens, tokensWritten, tailTokens));
        }
    }

    /** @param windows number of rows over all shards of the split */
    public record SplitSize(long documents, long windows) {}

    /** @param sha256 of the file's bytes as they lie there, compressed or not */
    public record Input(String file, long bytes, String sha256) {}

    public Manifest {
        lengths = Collections.unmodifiableMap(new TreeMap<>(lengths));
        shards = List.copyOf(shards);
        inputs = List.copyOf(inputs);
        require(format == FORMAT, "format must be %d but is %d".formatted(FORMAT, format));
        require(KIND.equals(kind), "kind must be %s but is %s".formatted(KIND, kind));
        require(
                vocabulary == tokenizer.pieces() + extraIds,
                "vocabulary must be %d pieces + %d extra ids but is %d"
                        .formatted(tokenizer.pieces(), extraIds, vocabulary));
        require(
                counts.documentsKept() == train.documents() + validation.documents(),
                "%d documents kept, but %d in train + %d in validation"
                        .formatted(counts.documentsKept(), train.documents(), validation.documents()));
        long rows = train.windows() + validation.windows();
        require(
                counts.tokensWritten() == window * rows,
                "%d tokens written, but %d windows of %d".formatted(counts.tokensWritten(), rows, window));
    }

    @Override
    public List<String> files() {
        List<String> files = new ArrayList<>(SetManifest.super.files());
        files.add(tokenizer.file());
        return files;
    }

    public SplitSize size(Split split) {
        return split == Split.TRAIN ? train : validation;
    }

    /**
     * The id of sentinel k: they count down from the top of the vocabulary, as in T5.
     *
     * @param k in [0, extra ids)
     */
    public int sentinel(int k) {
        return vocabulary - 1 - k;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
